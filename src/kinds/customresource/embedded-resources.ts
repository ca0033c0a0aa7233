import type { ObjectMeta } from '../../api/object.ts'
import type { JSONSchemaProps } from '../../api/types.gen.ts'
import { type ErrorList, type FieldPath, invalid, path, required } from '../../apimachinery/validation/field.ts'
import { isDNS1035Label, pathSegmentName } from '../../apimachinery/validation/names.ts'
import { validateObjectMeta } from '../../apimachinery/validation/object-meta.ts'
import { decodeTyped } from '../../schema/decode.ts'
import { DecodeError } from '../../schema/decode-error.ts'
import { structType } from '../../schema/schema.ts'

type Fields = Record<string, unknown>

/** The errors of objects inside of an object (x-kubernetes-embedded-resource): each has a version, a kind and right metadata. */
export function validateEmbeddedResources(value: unknown, schema: JSONSchemaProps, at: FieldPath = path()): ErrorList {
  if (Array.isArray(value)) {
    const items = schema.items as JSONSchemaProps | undefined
    return items ? value.flatMap((item, i) => validateEmbeddedResources(item, items, at.index(i))) : []
  }
  if (typeof value !== 'object' || value === null) return []
  const { properties = {}, additionalProperties } = schema
  const own = schema['x-kubernetes-embedded-resource'] ? validateResource(value as Fields, at) : []
  const inner = Object.entries(value).flatMap(([name, member]) => {
    if (Object.hasOwn(properties, name)) return validateEmbeddedResources(member, properties[name]!, at.child(name))
    if (typeof additionalProperties !== 'object' || additionalProperties === null) return []
    return validateEmbeddedResources(member, additionalProperties as JSONSchemaProps, at.key(name))
  })
  return [...own, ...inner]
}

function validateResource({ apiVersion, kind, metadata }: Fields, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  const text = (value: unknown, field: string, faults: (text: string) => string[]) => {
    const where = at.child(field)
    if (value === undefined) errors.push(required(where, 'must not be empty'))
    else if (typeof value !== 'string') errors.push(invalid(where, value, 'must be a string'))
    else if (value === '') errors.push(invalid(where, value, 'must not be empty'))
    else for (const fault of faults(value)) errors.push(invalid(where, value, fault))
  }
  text(apiVersion, 'apiVersion', version =>
    version.split('/').length > 2 ? [`unexpected GroupVersion string: ${version}`] : [],
  )
  text(kind, 'kind', name => {
    const faults = isDNS1035Label(name.toLowerCase())
    return faults.length ? [`may have mixed case, but should otherwise match: ${faults.join(',')}`] : []
  })
  return [...errors, ...validateMetadata(metadata, at.child('metadata'))]
}

/** Which names and scopes are right, only the kind knows. */
function validateMetadata(value: unknown, at: FieldPath): ErrorList {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  try {
    const metadata = decodeTyped(value as Fields, structType('ObjectMeta'), false).object as ObjectMeta
    const named = { ...metadata, name: metadata.name || 'fakename' }
    return validateObjectMeta(named, metadata.namespace !== undefined, pathSegmentName, at, { anyFinalizer: true })
  } catch (error) {
    if (error instanceof DecodeError) return [invalid(at, value, error.message)]
    throw error
  }
}
