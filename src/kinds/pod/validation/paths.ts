import { type ErrorList, type FieldPath, invalid } from '../../../apimachinery/validation/field.ts'

/** Refuses a path that climbs: one with an element "..". */
export function validatePathNoBacksteps(target: string, at: FieldPath): ErrorList {
  return target.split('/').includes('..') ? [invalid(at, target, "must not contain '..'")] : []
}

/** A path below something: relative, and without climbing. */
export function validateLocalDescendingPath(target: string, at: FieldPath): ErrorList {
  const errors = validatePathNoBacksteps(target, at)
  return target.startsWith('/') ? [invalid(at, target, 'must be a relative path'), ...errors] : errors
}

/** As validateLocalDescendingPath; names that start with ".." belong to the kubelet. */
export function validateLocalNonReservedPath(target: string, at: FieldPath): ErrorList {
  const errors = validateLocalDescendingPath(target, at)
  if (target.startsWith('..') && !target.startsWith('../')) {
    errors.push(invalid(at, target, "must not start with '..'"))
  }
  return errors
}
