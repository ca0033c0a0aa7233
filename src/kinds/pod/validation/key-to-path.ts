import type { KeyToPath } from '../../../api/types.gen.ts'
import { type ErrorList, type FieldPath, required } from '../../../apimachinery/validation/field.ts'
import { validateFileMode } from './formats.ts'
import { validateLocalNonReservedPath } from './paths.ts'

/** One key of a secret or config map, and the file that shows it. */
export function validateKeyToPath(item: KeyToPath, at: FieldPath): ErrorList {
  return [
    ...(item.key ? [] : [required(at.child('key'))]),
    ...(item.path ? [] : [required(at.child('path'))]),
    ...validateLocalNonReservedPath(item.path ?? '', at.child('path')),
    ...validateFileMode(item.mode, at.child('mode')),
  ]
}
