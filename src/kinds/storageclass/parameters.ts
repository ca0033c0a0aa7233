import {
  type ErrorList,
  type FieldPath,
  invalid,
  invalidFor,
  required,
  tooLong,
} from '../../apimachinery/validation/field.ts'
import { isQualifiedName } from '../../apimachinery/validation/names.ts'

const MAX_PARAMETERS = 512
const MAX_SIZE = 256 * 1024

/** The name of what provisions volumes of a class. */
export function validateProvisioner(name: string, at: FieldPath): ErrorList {
  return name ? invalidFor(at, name, isQualifiedName(name.toLowerCase())) : [required(at)]
}

/** What a provisioner is told; nobody but the provisioner knows what it means. */
export function validateParameters(
  parameters: Record<string, string> | undefined,
  at: FieldPath,
  mayBeEmpty: boolean,
): ErrorList {
  const entries = Object.entries(parameters ?? {})
  if (entries.length > MAX_PARAMETERS) return [tooLong(at, MAX_PARAMETERS)]
  const size = entries.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0)
  return [
    ...entries.flatMap(([key]) => (key === '' ? [invalid(at, key, 'field can not be empty.')] : [])),
    ...(size > MAX_SIZE ? [tooLong(at, MAX_SIZE)] : []),
    ...(mayBeEmpty || entries.length > 0 ? [] : [required(at, 'must contain at least one key/value pair')]),
  ]
}
