import type { JobStatus } from '../../api/types.gen.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  invalid,
  invalidWithoutValue,
} from '../../apimachinery/validation/field.ts'
import { validateNonnegativeField } from '../../apimachinery/validation/numbers.ts'

const COUNTERS = ['active', 'succeeded', 'failed', 'ready', 'terminating'] as const

/** What is wrong with a job's status (validateJobStatus). */
export function validateJobStatus(status: JobStatus, at: FieldPath): ErrorList {
  const errors = COUNTERS.flatMap(counter => validateNonnegativeField(status[counter], at.child(counter)))
  const uncountedAt = at.child('uncountedTerminatedPods')
  const seen = new Set<string>()
  for (const list of ['succeeded', 'failed'] as const)
    status.uncountedTerminatedPods?.[list]?.forEach((uid, i) => {
      const here = uncountedAt.child(list).index(i)
      if (uid === '') errors.push(invalid(here, uid, 'must not be empty'))
      else if (seen.has(uid)) errors.push(duplicate(here, uid))
      seen.add(uid)
    })
  const has = (type: string) => status.conditions?.some(c => c.type === type && c.status === 'True') ?? false
  if (has('Complete') && has('Failed'))
    errors.push(invalidWithoutValue(at.child('conditions'), 'cannot set Complete=True and Failed=true conditions'))
  if (status.completionTime !== undefined && !has('Complete'))
    errors.push(
      invalid(
        at.child('completionTime'),
        status.completionTime,
        'cannot set completionTime when there is no Complete=True condition',
      ),
    )
  return errors
}
