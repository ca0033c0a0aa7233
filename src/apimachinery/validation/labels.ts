import { isQualifiedName, isValidLabelValue } from './dns.ts'
import type { ErrorList, FieldPath } from './field.ts'
import { invalid } from './field.ts'

/** A label's key (metav1 validation.ValidateLabelName). */
export function validateLabelName(name: string, at: FieldPath): ErrorList {
  return isQualifiedName(name).map(fault => invalid(at, name, fault))
}

/** Keys and values of labels, key by key (metav1 validation.ValidateLabels). */
export function validateLabels(labels: Readonly<Record<string, string>> | null | undefined, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  for (const [key, value] of Object.entries(labels ?? {})) {
    errors.push(...validateLabelName(key, at))
    for (const fault of isValidLabelValue(value)) errors.push(invalid(at, value, fault))
  }
  return errors
}
