import type { DeploymentStatus } from '../../api/types.gen.ts'
import { type ErrorList, type FieldPath, invalid } from '../../apimachinery/validation/field.ts'
import { validateNonnegativeField } from '../../apimachinery/validation/numbers.ts'

type Counter = Exclude<keyof DeploymentStatus, 'conditions'>

const COUNTERS: readonly Counter[] = [
  'observedGeneration',
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'terminatingReplicas',
  'collisionCount',
]

/** What is wrong with a Deployment's status as a successor of `old` (ValidateDeploymentStatusUpdate). */
export function validateDeploymentStatus(status: DeploymentStatus, old: DeploymentStatus, at: FieldPath): ErrorList {
  const errors = COUNTERS.flatMap(counter => validateNonnegativeField(status[counter] ?? 0, at.child(counter)))
  const exceeds = (counter: Counter, limit: Counter, detail: string) => {
    const value = status[counter] ?? 0
    if (value > (status[limit] ?? 0)) errors.push(invalid(at.child(counter), value, detail))
  }
  const more = 'cannot be greater than status.replicas'
  exceeds('updatedReplicas', 'replicas', more)
  exceeds('readyReplicas', 'replicas', more)
  exceeds('availableReplicas', 'replicas', more)
  exceeds('availableReplicas', 'readyReplicas', 'cannot be greater than readyReplicas')
  const { collisionCount } = status
  if (old.collisionCount !== undefined && (collisionCount === undefined || collisionCount < old.collisionCount))
    errors.push(invalid(at.child('collisionCount'), collisionCount ?? 0, 'cannot be decremented'))
  return errors
}
