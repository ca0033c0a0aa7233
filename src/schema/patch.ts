import { type GroupVersionKind, groupVersion, type KubeObject } from '../api/object.ts'
import { badRequest, invalidObject, StatusError } from '../apimachinery/status.ts'
import { invalid } from '../apimachinery/validation/field.ts'
import { decodeCustomResource } from './custom-resource.ts'
import {
  type Decoded,
  type DecodeOptions,
  decodeTyped,
  givenKind,
  notRegistered,
  strictDecodingError,
  unknownConversion,
} from './decode.ts'
import { DecodeError, typeMismatch } from './decode-error.ts'
import { goValueText } from './go-value.ts'
import { applyMergePatch } from './json-merge.ts'
import { applyJsonPatch, jsonPatchStrictErrors } from './json-patch.ts'
import { isObject, type JsonObject } from './json-value.ts'
import { schemaFor } from './schema.ts'
import { applyStrategicMerge } from './strategic-merge.ts'
import type { StructType } from './types.ts'

export type PatchType = 'json' | 'merge' | 'strategic'

/**
 * An object of a built-in kind with a patch applied, decoded: what the API server's PATCH handler makes before admission.
 * `current` is not changed. `options` as for decode, `duplicates` being those of the patch's text. Throws a StatusError:
 * BadRequest for what is no patch, Invalid ("patch: Invalid value: …") where it or its result does not fit.
 */
export function patchObject(
  current: KubeObject,
  patchType: PatchType,
  patch: unknown,
  gvk: GroupVersionKind,
  options: DecodeOptions = {},
): Decoded {
  const type = schemaFor(gvk)
  if (type === undefined) throw new RangeError(`${groupVersion(gvk.group, gvk.version)} ${gvk.kind} is not built in`)
  const { value, shown, strictErrors } = applied(current, patchType, patch, type)
  // The result is not shown where only the patch's own fields are wrong, so its text is made when it is wanted.
  const refuse = (why: string) => invalidPatch(shown(), why)
  const validation = options.validation ?? 'Warn'
  // a strategic patch is made of typed objects, which stay of their kind whatever the patch says
  if (patchType !== 'strategic') requireSameKind(value, gvk, refuse)
  try {
    const decoded = decodeTyped(value, type, validation !== 'Ignore', patchType === 'strategic' ? 'map' : 'json')
    const warnings =
      validation === 'Ignore' ? [] : [...(options.duplicates ?? []), ...strictErrors, ...decoded.strictErrors]
    if (validation === 'Strict' && warnings.length) throw refuse(strictDecodingError(warnings))
    const apiVersion = groupVersion(gvk.group, gvk.version)
    return { object: { ...(decoded.object as unknown as KubeObject), apiVersion, kind: gvk.kind }, warnings }
  } catch (error) {
    throw error instanceof DecodeError ? refuse(error.message) : error
  }
}

/**
 * As patchObject, for a custom resource: what the patch makes loses the fields that the schema does not know. Strategic merge patches
 * are not for custom resources.
 */
export function patchCustomResource(
  current: KubeObject,
  patchType: PatchType,
  patch: unknown,
  gvk: GroupVersionKind,
  type: StructType,
  options: DecodeOptions = {},
): Decoded {
  const { value, shown, strictErrors } = applied(current, patchType, patch, type)
  const { object, warnings: unknown } = decodeCustomResource(value, gvk, type, {
    ...options,
    validation: options.validation === 'Ignore' ? 'Ignore' : 'Warn',
  })
  const warnings = options.validation === 'Ignore' ? [] : [...(options.duplicates ?? []), ...strictErrors, ...unknown]
  if (options.validation === 'Strict' && warnings.length) throw invalidPatch(shown(), strictDecodingError(warnings))
  return { object, warnings }
}

interface Applied {
  value: JsonObject
  /** What errors show: the patch for strategic ones, else the whole result. */
  shown: () => string
  strictErrors: string[]
}

function applied(current: KubeObject, patchType: PatchType, patch: unknown, type: StructType): Applied {
  if (patchType === 'strategic') {
    const { object, rest } = applyStrategicMerge(current, requireMap(patch, ''), type)
    return { value: object, shown: () => goValueText(rest), strictErrors: [] }
  }
  const strictErrors = patchType === 'json' ? jsonPatchStrictErrors(patch) : []
  const value =
    patchType === 'json'
      ? applyJsonPatch(current, patch)
      : applyMergePatch(current, requireMap(patch, 'error decoding patch: '))
  const shown = () => JSON.stringify(value)
  if (!isObject(value)) throw invalidPatch(shown(), typeMismatch(value, type.go, '', []))
  return { value, shown, strictErrors }
}

function requireMap(patch: unknown, prefix: string): JsonObject {
  if (isObject(patch)) return patch
  if (patch === null) return {}
  throw badRequest(prefix + typeMismatch(patch, 'map[string]interface {}', '', []))
}

function requireSameKind(value: JsonObject, gvk: GroupVersionKind, refuse: (why: string) => StatusError): void {
  const given = givenKind(value, gvk)
  const type = schemaFor(given)
  if (type === undefined) throw refuse(notRegistered(given))
  if (given.kind !== gvk.kind || given.group !== gvk.group) throw refuse(unknownConversion(type, gvk))
}

/** No kind is named in the answer, for it is the patch that is invalid. */
function invalidPatch(value: string, why: string): StatusError {
  const { code, message, details } = invalidObject('', '', '', [invalid('patch', value, why)]).status
  return new StatusError(code, 'Invalid', message!, { causes: details!.causes! })
}
