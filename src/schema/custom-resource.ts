import type { GroupVersionKind, KubeObject } from '../api/object.ts'
import { badRequest } from '../apimachinery/status.ts'
import { type Decoded, type DecodeOptions, decodeTyped, strictDecodingError } from './decode.ts'
import { DecodeError, type Step, stepsText } from './decode-error.ts'
import { ownCopy, setOwn } from './json-value.ts'
import { typeOfStructuralSchema } from './structural-schema.ts'
import type { StructType, Type } from './types.ts'

/**
 * As decode, for a custom resource: metadata is read as any object's, the rest only loses the fields that the schema
 * does not know; whether values are of the right type is for validation to say. Throws BadRequest.
 */
export function decodeCustomResource(
  value: unknown,
  gvk: GroupVersionKind,
  type: StructType,
  options: DecodeOptions = {},
): Decoded {
  const refuse = (why: string) =>
    badRequest(`${gvk.kind} in version "${gvk.version}" cannot be handled as a ${gvk.kind}: ${why}`)
  const validation = options.validation ?? 'Warn'
  const { metadata = {}, ...rest } = value as KubeObject & Record<string, unknown>
  try {
    const meta = decodeTyped({ metadata }, metadataOnly(), validation !== 'Ignore')
    const unknown: string[] = []
    const object = pruned(rest, type, [], unknown) as Record<string, unknown>
    const warnings = validation === 'Ignore' ? [] : [...(options.duplicates ?? []), ...meta.strictErrors, ...unknown]
    if (validation === 'Strict' && warnings.length) throw refuse(strictDecodingError(warnings))
    return { object: { ...object, metadata: meta.object.metadata as KubeObject['metadata'] }, warnings }
  } catch (error) {
    throw error instanceof DecodeError ? refuse(error.message) : error
  }
}

/** A copy of a custom resource without the fields that its schema does not know. */
export function pruneUnknown(object: KubeObject, type: StructType): KubeObject {
  const { metadata, ...rest } = object as KubeObject & Record<string, unknown>
  return { ...(pruned(rest, type, [], []) as Record<string, unknown>), metadata }
}

const metadataOnly = () => typeOfStructuralSchema({}, 'PartialObjectMetadata')

/** A copy without the fields that the type does not know; their paths are added to `unknown`. */
function pruned(value: unknown, type: Type, steps: readonly Step[], unknown: string[]): unknown {
  if (Array.isArray(value) && type.is === 'list')
    return value.map((item, i) => pruned(item, type.items, [...steps, i], unknown))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ownCopy(value)
  if (type.is !== 'struct' && type.is !== 'map') return ownCopy(value)
  const result: Record<string, unknown> = {}
  for (const [key, member] of Object.entries(value)) {
    const field = type.is === 'map' ? type.values : type.fields.get(key)?.type
    const at = [...steps, key]
    if (field) setOwn(result, key, pruned(member, field, at, unknown))
    else if (type.is === 'struct' && type.open) setOwn(result, key, ownCopy(member))
    else unknown.push(`unknown field "${stepsText(at)}"`)
  }
  return result
}
