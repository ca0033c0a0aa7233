import type { ReplicaSetStatus } from '../../api/types.gen.ts'
import { type ErrorList, type FieldPath, invalid } from '../../apimachinery/validation/field.ts'
import { validateNonnegativeField } from '../../apimachinery/validation/numbers.ts'

type Counter = Exclude<keyof ReplicaSetStatus, 'conditions'>

const COUNTERS: readonly Counter[] = [
  'replicas',
  'fullyLabeledReplicas',
  'readyReplicas',
  'availableReplicas',
  'observedGeneration',
  'terminatingReplicas',
]

/** What is wrong with a ReplicaSet's status (ValidateReplicaSetStatus). */
export function validateReplicaSetStatus(status: ReplicaSetStatus, at: FieldPath): ErrorList {
  const errors = COUNTERS.flatMap(counter => validateNonnegativeField(status[counter] ?? 0, at.child(counter)))
  const exceeds = (counter: Counter, limit: Counter, detail: string) => {
    const value = status[counter] ?? 0
    if (value > (status[limit] ?? 0)) errors.push(invalid(at.child(counter), value, detail))
  }
  const more = 'cannot be greater than status.replicas'
  exceeds('fullyLabeledReplicas', 'replicas', more)
  exceeds('readyReplicas', 'replicas', more)
  exceeds('availableReplicas', 'replicas', more)
  exceeds('availableReplicas', 'readyReplicas', 'cannot be greater than readyReplicas')
  return errors
}
