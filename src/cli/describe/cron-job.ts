import type { KubeObject } from '../../api/object.ts'
import type { CronJob, JobTemplateSpec } from '../../api/types.gen.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { goBoolOrUnset } from './go-values.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { writePodTemplate } from './pod-template.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'
import { labelSelectorQuery } from './selectors.ts'
import { rfc1123z } from './times.ts'

const UNSET = '<unset>'

/** kubectl describe (CronJobDescriber). */
export async function describeCronJob(object: KubeObject, context: DescribeContext): Promise<string> {
  const cronJob = object as CronJob
  const { metadata, spec, status } = cronJob
  const events = await eventsOf(object, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    writeSpec(w, cronJob)
    writeJobTemplate(w, spec?.jobTemplate)
    w.write(0, `Last Schedule Time:\t${status?.lastScheduleTime ? rfc1123z(status.lastScheduleTime) : UNSET}\n`)
    w.write(0, `Active Jobs:\t${status?.active?.map(job => job.name).join(', ') || '<none>'}\n`)
    writeEvents(w, events, context.now)
  })
}

function writeSpec(w: PrefixWriter, { spec }: CronJob): void {
  const deadline = spec?.startingDeadlineSeconds
  w.write(0, `Schedule:\t${spec?.schedule ?? ''}\n`)
  w.write(0, `Concurrency Policy:\t${spec?.concurrencyPolicy ?? ''}\n`)
  w.write(0, `Suspend:\t${goBoolOrUnset(spec?.suspend)}\n`)
  w.write(0, `Time Zone:\t${spec?.timeZone ?? UNSET}\n`)
  w.write(0, `Successful Job History Limit:\t${spec?.successfulJobsHistoryLimit ?? UNSET}\n`)
  w.write(0, `Failed Job History Limit:\t${spec?.failedJobsHistoryLimit ?? UNSET}\n`)
  w.write(0, `Starting Deadline Seconds:\t${deadline === undefined ? UNSET : `${deadline}s`}\n`)
}

function writeJobTemplate(w: PrefixWriter, jobTemplate: JobTemplateSpec | undefined): void {
  const spec = jobTemplate?.spec
  w.write(0, `Selector:\t${spec?.selector ? labelSelectorQuery(spec.selector) : UNSET}\n`)
  w.write(0, `Parallelism:\t${spec?.parallelism ?? UNSET}\n`)
  w.write(0, `Completions:\t${spec?.completions ?? UNSET}\n`)
  const deadline = spec?.activeDeadlineSeconds
  if (deadline !== undefined) w.write(0, `Active Deadline Seconds:\t${deadline}s\n`)
  writePodTemplate(w, spec?.template ?? {})
}
