import { type ErrorList, type FieldPath, notSupported, required } from '../../../apimachinery/validation/field.ts'

/** Whether pods may push others off a node: of a pod or of a priority class. */
export function validatePreemptionPolicy(policy: string, at: FieldPath): ErrorList {
  if (policy === '') return [required(at)]
  const known = ['PreemptLowerPriority', 'Never']
  return known.includes(policy) ? [] : [notSupported(at, policy, known, 'given')]
}
