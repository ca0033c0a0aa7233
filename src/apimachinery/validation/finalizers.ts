import { quote } from '../quote.ts'
import { isQualifiedName } from './dns.ts'
import type { ErrorList, FieldPath } from './field.ts'
import { forbidden, invalid } from './field.ts'

const ORPHAN = 'orphan'
const FOREGROUND = 'foregroundDeletion'
const STANDARD = ['kubernetes', ORPHAN, FOREGROUND]

type Finalizers = readonly string[] | null | undefined

/** A finalizer's name is a label key (ValidateFinalizerName). */
export function validateFinalizerName(name: string, at: FieldPath): ErrorList {
  return isQualifiedName(name).map(fault => invalid(at, name, fault))
}

/** Names, and that the two ways of deleting dependents are not both asked for (ValidateFinalizers). */
export function validateFinalizers(finalizers: Finalizers, at: FieldPath): ErrorList {
  const all = finalizers ?? []
  const errors = all.flatMap(name => validateFinalizerName(name, at))
  if (all.includes(ORPHAN) && all.includes(FOREGROUND)) {
    errors.push(invalid(at, all, `finalizer ${ORPHAN} and ${FOREGROUND} cannot be both set`))
  }
  return errors
}

/** Kubernetes' own kinds take finalizers with a domain and three without (core validation's validateKubeFinalizerName). */
export function validateKubeFinalizers(finalizers: Finalizers, at: FieldPath): ErrorList {
  return (finalizers ?? []).flatMap((name, i) =>
    name.includes('/') || STANDARD.includes(name)
      ? []
      : [invalid(at.index(i), name, 'name is neither a standard finalizer name nor is it fully qualified')],
  )
}

/** An object that is being deleted gets no further finalizers (ValidateNoNewFinalizers). */
export function validateNoNewFinalizers(
  newFinalizers: Finalizers,
  oldFinalizers: Finalizers,
  at: FieldPath,
): ErrorList {
  const extra = [...new Set(newFinalizers ?? [])].filter(name => !(oldFinalizers ?? []).includes(name)).sort()
  if (extra.length === 0) return []
  const list = `[]string{${extra.map(quote).join(', ')}}`
  return [forbidden(at, `no new finalizers can be added if the object is being deleted, found new finalizers ${list}`)]
}
