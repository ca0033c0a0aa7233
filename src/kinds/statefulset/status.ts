import type { StatefulSetStatus } from '../../api/types.gen.ts'
import { type ErrorList, type FieldPath, invalid } from '../../apimachinery/validation/field.ts'
import { validateNonnegativeField } from '../../apimachinery/validation/numbers.ts'

type Counter = Exclude<keyof StatefulSetStatus, 'conditions' | 'currentRevision' | 'updateRevision'>

const COUNTERS: readonly Counter[] = [
  'replicas',
  'readyReplicas',
  'currentReplicas',
  'updatedReplicas',
  'availableReplicas',
  'observedGeneration',
  'collisionCount',
]

/** What is wrong with a StatefulSet's status as a successor of `old` (ValidateStatefulSetStatusUpdate). */
export function validateStatefulSetStatus(status: StatefulSetStatus, old: StatefulSetStatus, at: FieldPath): ErrorList {
  const errors = COUNTERS.flatMap(counter => validateNonnegativeField(status[counter] ?? 0, at.child(counter)))
  const exceeds = (counter: Counter, limit: Counter) => {
    const value = status[counter] ?? 0
    if (value > (status[limit] ?? 0))
      errors.push(invalid(at.child(counter), value, `cannot be greater than status.${limit}`))
  }
  exceeds('readyReplicas', 'replicas')
  exceeds('currentReplicas', 'replicas')
  exceeds('updatedReplicas', 'replicas')
  exceeds('availableReplicas', 'replicas')
  exceeds('availableReplicas', 'readyReplicas')
  const { collisionCount } = status
  if (old.collisionCount !== undefined && (collisionCount === undefined || collisionCount < old.collisionCount))
    errors.push(invalid(at.child('collisionCount'), collisionCount ?? 0, 'cannot be decremented'))
  return errors
}
