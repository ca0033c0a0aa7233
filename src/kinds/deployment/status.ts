import type { DeploymentStatus } from '../../api/types.gen.ts'
import type { ErrorList, FieldPath } from '../../apimachinery/validation/field.ts'
import { validateAtMost, validateCollisionCount, validateCounters } from '../replicaset/counters.ts'

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
  return [
    ...validateCounters(status, COUNTERS, at),
    ...validateAtMost(status, 'updatedReplicas', 'replicas', at),
    ...validateAtMost(status, 'readyReplicas', 'replicas', at),
    ...validateAtMost(status, 'availableReplicas', 'replicas', at),
    ...validateAtMost(status, 'availableReplicas', 'readyReplicas', at, 'readyReplicas'),
    ...validateCollisionCount(status, old, at),
  ]
}
