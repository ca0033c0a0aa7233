import type { DaemonSetStatus } from '../../api/types.gen.ts'
import type { ErrorList, FieldPath } from '../../apimachinery/validation/field.ts'
import { validateCollisionCount, validateCounters } from '../replicaset/counters.ts'

type Counter = Exclude<keyof DaemonSetStatus, 'conditions'>

const COUNTERS: readonly Counter[] = [
  'currentNumberScheduled',
  'numberMisscheduled',
  'desiredNumberScheduled',
  'numberReady',
  'observedGeneration',
  'updatedNumberScheduled',
  'numberAvailable',
  'numberUnavailable',
  'collisionCount',
]

/** The status of a DaemonSet that nobody has looked at: the numbers that are always written. */
export const NO_STATUS: Readonly<DaemonSetStatus> = {
  currentNumberScheduled: 0,
  desiredNumberScheduled: 0,
  numberMisscheduled: 0,
  numberReady: 0,
}

/** What is wrong with a DaemonSet's status as a successor of `old` (ValidateDaemonSetStatusUpdate). */
export function validateDaemonSetStatus(status: DaemonSetStatus, old: DaemonSetStatus, at: FieldPath): ErrorList {
  return [...validateCounters(status, COUNTERS, at), ...validateCollisionCount(status, old, at)]
}
