import type { CronJob } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { labelSelectorText } from '../apimachinery/labels/selector.ts'
import { path } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { validateCronJob, validateCronJobUpdate } from './cronjob/validation.ts'
import { bumpGeneration, startGeneration } from './generation.ts'
import { withTemplateDefaults } from './job/defaults.ts'
import { jobSpecWarnings } from './job/warnings.ts'
import { kind } from './kind.ts'
import { podNameWarnings } from './pod-template.ts'
import { containerCells } from './replicaset/container-cells.ts'
import type { Cell } from './table.ts'

const NONE = '<none>'

/** CronJobs. */
export const cronJob = kind<CronJob>({
  group: 'batch',
  version: 'v1',
  kind: 'CronJob',
  resource: 'cronjobs',
  namespaced: true,
  storagePrefix: 'cronjobs',
  validateName: nameIsDNSSubdomain,
  setDefaults(cronJob) {
    const { spec } = cronJob
    cronJob.spec = {
      ...spec,
      schedule: spec?.schedule ?? '',
      concurrencyPolicy: spec?.concurrencyPolicy || 'Allow',
      suspend: spec?.suspend ?? false,
      successfulJobsHistoryLimit: spec?.successfulJobsHistoryLimit ?? 3,
      failedJobsHistoryLimit: spec?.failedJobsHistoryLimit ?? 1,
      jobTemplate: {
        ...spec?.jobTemplate,
        metadata: spec?.jobTemplate?.metadata ?? {},
        spec: withTemplateDefaults(spec?.jobTemplate?.spec),
      },
    }
    cronJob.status ??= {}
  },
  prepareForCreate(cronJob) {
    cronJob.status = {}
    startGeneration(cronJob)
  },
  prepareForUpdate(cronJob, old) {
    cronJob.status = old.status ?? {}
    bumpGeneration(cronJob, old)
  },
  validate: validateCronJob,
  validateUpdate: validateCronJobUpdate,
  warnings,
  status: {
    prepareForUpdate(cronJob, old) {
      cronJob.spec = old.spec
    },
    validateUpdate: () => [],
  },
  row,
})

function warnings(cronJob: CronJob, old?: CronJob): string[] {
  if (old && old.metadata.generation === cronJob.metadata.generation) return []
  const { schedule, jobTemplate } = cronJob.spec
  const ofSchedule =
    'CRON_TZ or TZ used in spec.schedule is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details'
  return [
    ...(old ? [] : podNameWarnings(cronJob)),
    ...jobSpecWarnings(jobTemplate.spec!, path('spec', 'jobTemplate', 'spec')),
    ...(schedule.includes('TZ') ? [ofSchedule] : []),
  ]
}

/** A CronJob's row (printCronJob). */
function row({ metadata, spec, status }: CronJob, now: Date): Cell[] {
  const { suspend, jobTemplate } = spec
  return [
    metadata.name ?? '',
    spec.schedule,
    spec.timeZone ?? NONE,
    suspend === undefined ? '<unset>' : suspend ? 'True' : 'False',
    status?.active?.length ?? 0,
    status?.lastScheduleTime ? translateTimestampSince(status.lastScheduleTime, now) : NONE,
    translateTimestampSince(metadata.creationTimestamp, now),
    ...containerCells(jobTemplate.spec?.template),
    labelSelectorText(jobTemplate.spec?.selector),
  ]
}
