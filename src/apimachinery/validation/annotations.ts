import { isQualifiedName } from './dns.ts'
import type { ErrorList, FieldPath } from './field.ts'
import { invalid, tooLong } from './field.ts'

const MAX_TOTAL_SIZE = 256 * 1024

/** Keys of annotations, which may be of either case, and their size altogether (ValidateAnnotations). */
export function validateAnnotations(
  annotations: Readonly<Record<string, string>> | null | undefined,
  at: FieldPath,
): ErrorList {
  const errors: ErrorList = []
  let size = 0
  for (const [key, value] of Object.entries(annotations ?? {})) {
    for (const fault of isQualifiedName(key.toLowerCase())) errors.push(invalid(at, key, fault))
    size += Buffer.byteLength(key) + Buffer.byteLength(value)
  }
  if (size > MAX_TOTAL_SIZE) errors.push(tooLong(at, MAX_TOTAL_SIZE))
  return errors
}
