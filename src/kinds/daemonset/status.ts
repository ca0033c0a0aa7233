import type { DaemonSetStatus } from '../../api/types.gen.ts'
import { type ErrorList, type FieldPath, invalid } from '../../apimachinery/validation/field.ts'
import { validateNonnegativeField } from '../../apimachinery/validation/numbers.ts'

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
  const errors = COUNTERS.flatMap(counter => validateNonnegativeField(status[counter] ?? 0, at.child(counter)))
  const { collisionCount } = status
  if (old.collisionCount !== undefined && (collisionCount === undefined || collisionCount < old.collisionCount))
    errors.push(invalid(at.child('collisionCount'), collisionCount ?? 0, 'cannot be decremented'))
  return errors
}
