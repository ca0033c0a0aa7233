import type { ReplicaSetStatus } from '../../api/types.gen.ts'
import type { ErrorList, FieldPath } from '../../apimachinery/validation/field.ts'
import { validateAtMost, validateCounters } from './counters.ts'

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
  return [
    ...validateCounters(status, COUNTERS, at),
    ...validateAtMost(status, 'fullyLabeledReplicas', 'replicas', at),
    ...validateAtMost(status, 'readyReplicas', 'replicas', at),
    ...validateAtMost(status, 'availableReplicas', 'replicas', at),
    ...validateAtMost(status, 'availableReplicas', 'readyReplicas', at, 'readyReplicas'),
  ]
}
