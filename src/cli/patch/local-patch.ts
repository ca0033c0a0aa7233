import { type KubeObject, splitGroupVersion } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { applyMergePatch } from '../../schema/json-merge.ts'
import { isObject } from '../../schema/json-value.ts'
import type { PatchType } from '../../schema/patch.ts'
import { schemaFor } from '../../schema/schema.ts'
import { strategicMergePatch } from '../../schema/strategic-merge.ts'
import { CommandError } from '../errors.ts'
import { goJson } from '../manifests/go-json.ts'
import { applyJsonPatchLocally } from './local-json-patch.ts'
import type { PatchText } from './patch-text.ts'

/**
 * Patches an object in the client, for --local and --dry-run=client. The object is not changed. Throws CommandError in the words of
 * the Go packages that kubectl uses.
 */
export function patchLocally(object: KubeObject, type: PatchType, patch: PatchText): KubeObject {
  return asObject(PATCHERS[type](object, patch))
}

const PATCHERS: Record<PatchType, (object: KubeObject, patch: PatchText) => unknown> = {
  json(object, patch) {
    if ('syntaxError' in patch) throw new CommandError(patch.syntaxError)
    return applyJsonPatchLocally(object, patch.value)
  },
  merge(object, patch) {
    if ('syntaxError' in patch || typeof patch.value !== 'object' || patch.value === null)
      throw new CommandError('Invalid JSON Patch')
    return applyMergePatch(object, patch.value)
  },
  strategic(object, patch) {
    const gvk = { ...splitGroupVersion(object.apiVersion ?? ''), kind: object.kind ?? '' }
    const schema = schemaFor(gvk)
    if (!schema)
      throw new CommandError(
        `strategic merge patch is not supported for ${gvk.group}/${gvk.version}, Kind=${gvk.kind} locally, try --type merge`,
      )
    if ('syntaxError' in patch) throw new CommandError('invalid JSON document')
    if (patch.value === null) return object
    if (!isObject(patch.value)) throw new CommandError('invalid JSON document')
    try {
      return strategicMergePatch(object, patch.value, schema)
    } catch (error) {
      throw error instanceof StatusError ? new CommandError(error.message) : error
    }
  },
}

/** What kubectl's decoder of unstructured objects asks of the result. */
function asObject(value: unknown): KubeObject {
  if (!isObject(value)) {
    const is = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
    throw new CommandError(`json: cannot unmarshal ${is} into Go value of type unstructured.detector`)
  }
  const { kind, metadata } = value as Partial<KubeObject>
  if (typeof kind !== 'string' || kind === '') throw new CommandError(`Object 'Kind' is missing in '${goJson(value)}'`)
  return { ...value, metadata: metadata ?? {} }
}
