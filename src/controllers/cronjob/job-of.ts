import type { CronJob, Job } from '../../api/types.gen.ts'
import { newControllerRef } from '../../apimachinery/controller-ref.ts'
import type { Zone } from '../../cron/zone.ts'

const SCHEDULED = 'batch.kubernetes.io/cronjob-scheduled-timestamp'

/** The name of the job of a CronJob for one of its times (ms since 1970): the same whoever makes it. */
export function jobName({ metadata }: CronJob, at: number): string {
  return `${metadata.name}-${Math.floor(at / 60_000)}`
}

/** The job that a CronJob starts at one of its times. */
export function jobOf(cronJob: CronJob, at: number, zone: Zone): Job {
  const { metadata, spec } = cronJob.spec.jobTemplate
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: jobName(cronJob, at),
      namespace: cronJob.metadata.namespace!,
      ...(metadata?.labels && { labels: { ...metadata.labels } }),
      annotations: { ...metadata?.annotations, [SCHEDULED]: zone.format(at) },
      ownerReferences: [newControllerRef(cronJob, 'batch/v1', 'CronJob')],
    },
    ...(spec && { spec }),
  }
}
