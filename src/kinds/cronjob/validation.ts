import type { CronJob, CronJobSpec, JobTemplateSpec } from '../../api/types.gen.ts'
import { labelSelectorValue } from '../../apimachinery/labels/selector.ts'
import {
  type ErrorList,
  type FieldPath,
  invalid,
  notSupported,
  path,
  required,
} from '../../apimachinery/validation/field.ts'
import { validateNonnegativeField } from '../../apimachinery/validation/numbers.ts'
import { parseSchedule, ScheduleError } from '../../cron/schedule.ts'
import { isZoneName, loadZone } from '../../cron/zone.ts'
import { validateJobSpec } from '../job/validation.ts'

/** A job's name has 63 characters, of which the controller needs 11. */
const MAX_NAME_LENGTH = 52
const POLICIES = ['Allow', 'Forbid', 'Replace']

/** A new CronJob, all but its metadata (ValidateCronJobCreate). */
export function validateCronJob({ metadata, spec }: CronJob): ErrorList {
  const errors = validateSpec(spec, undefined, path('spec'))
  if ((metadata.name ?? '').length > MAX_NAME_LENGTH)
    errors.push(invalid('metadata.name', metadata.name, `must be no more than ${MAX_NAME_LENGTH} characters`))
  return errors
}

/** An update; what was allowed in a schedule once may stay. */
export function validateCronJobUpdate(cronJob: CronJob, old: CronJob): ErrorList {
  return validateSpec(cronJob.spec, old.spec, path('spec'))
}

function validateSpec(spec: CronJobSpec, old: CronJobSpec | undefined, at: FieldPath): ErrorList {
  const optional = (field: 'startingDeadlineSeconds' | 'successfulJobsHistoryLimit' | 'failedJobsHistoryLimit') =>
    spec[field] === undefined ? [] : validateNonnegativeField(spec[field], at.child(field))
  return [
    ...validateSchedule(spec, old?.schedule.includes('TZ') ?? false, at.child('schedule')),
    ...optional('startingDeadlineSeconds'),
    ...(old && old.timeZone === spec.timeZone ? [] : validateTimeZone(spec.timeZone, at.child('timeZone'))),
    ...validateConcurrencyPolicy(spec.concurrencyPolicy, at.child('concurrencyPolicy')),
    ...validateJobTemplate(spec.jobTemplate, at.child('jobTemplate')),
    ...optional('successfulJobsHistoryLimit'),
    ...optional('failedJobsHistoryLimit'),
  ]
}

function validateSchedule({ schedule, timeZone }: CronJobSpec, mayHaveZone: boolean, at: FieldPath): ErrorList {
  if (!schedule) return [required(at)]
  const errors: ErrorList = []
  try {
    parseSchedule(schedule)
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error
    errors.push(invalid(at, schedule, error.message))
  }
  if (!schedule.includes('TZ')) return errors
  if (!mayHaveZone)
    errors.push(invalid(at, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead'))
  else if (timeZone !== undefined)
    errors.push(invalid(at, schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule'))
  return errors
}

function validateTimeZone(timeZone: string | undefined, at: FieldPath): ErrorList {
  if (timeZone === undefined) return []
  if (timeZone === '') return [invalid(at, timeZone, 'must be nil or non-empty string')]
  const unknown = invalid(at, timeZone, `unknown time zone ${timeZone}`)
  if (!isZoneName(timeZone)) return [unknown]
  if (timeZone.toLowerCase() === 'local') {
    const rule = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones'
    return [invalid(at, timeZone, rule)]
  }
  return loadZone(timeZone) ? [] : [unknown]
}

function validateConcurrencyPolicy(policy: string | undefined, at: FieldPath): ErrorList {
  if (!policy) return [required(at)]
  return POLICIES.includes(policy) ? [] : [notSupported(at, policy, POLICIES)]
}

/** As a job, whose selector is made when it is (ValidateJobTemplateSpec). */
function validateJobTemplate(template: JobTemplateSpec, at: FieldPath): ErrorList {
  const spec = template.spec!
  const here = at.child('spec')
  const errors = validateJobSpec(spec, here)
  if (spec.selector)
    errors.push(invalid(here.child('selector'), labelSelectorValue(spec.selector), '`selector` will be auto-generated'))
  if (spec.manualSelector) errors.push(notSupported(here.child('manualSelector'), true, ['nil', 'false'], 'given'))
  return errors
}
