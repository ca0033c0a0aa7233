import { type ErrorList, type FieldPath, invalid } from '../../apimachinery/validation/field.ts'
import { isQualifiedName } from '../../apimachinery/validation/names.ts'

/** The finalizer that every namespace has until its contents are gone. */
export const KUBERNETES_FINALIZER = 'kubernetes'

const STANDARD_FINALIZERS = [KUBERNETES_FINALIZER, 'orphan', 'foregroundDeletion']

/** What is wrong with the name of a finalizer in a namespace's spec. */
export function validateFinalizerName(name: string, at: FieldPath): ErrorList {
  const errors = isQualifiedName(name).map(message => invalid(at, name, message))
  if (!name.includes('/') && !STANDARD_FINALIZERS.includes(name))
    errors.push(invalid(at, name, 'name is neither a standard finalizer name nor is it fully qualified'))
  return errors
}
