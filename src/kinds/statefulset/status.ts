import type { StatefulSetStatus } from '../../api/types.gen.ts'
import type { ErrorList, FieldPath } from '../../apimachinery/validation/field.ts'
import { validateAtMost, validateCollisionCount, validateCounters } from '../replicaset/counters.ts'

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
  return [
    ...validateCounters(status, COUNTERS, at),
    ...validateAtMost(status, 'readyReplicas', 'replicas', at),
    ...validateAtMost(status, 'currentReplicas', 'replicas', at),
    ...validateAtMost(status, 'updatedReplicas', 'replicas', at),
    ...validateAtMost(status, 'availableReplicas', 'replicas', at),
    ...validateAtMost(status, 'availableReplicas', 'readyReplicas', at),
    ...validateCollisionCount(status, old, at),
  ]
}
