import type { KubeObject } from '../../api/object.ts'
import type { Job } from '../../api/types.gen.ts'
import { humanDuration } from '../../apimachinery/duration.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { writeControlledBy } from './owner.ts'
import { writePodTemplate } from './pod-template.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'
import { labelSelectorQuery } from './selectors.ts'
import { rfc1123z } from './times.ts'

/** kubectl describe (JobDescriber). */
export async function describeJob(object: KubeObject, context: DescribeContext): Promise<string> {
  const job = object as Job
  const { metadata, spec } = job
  const events = await eventsOf(object, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
    w.write(0, `Selector:\t${labelSelectorQuery(spec?.selector)}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    writeControlledBy(w, object)
    writeSpec(w, job)
    writeProgress(w, job)
    writePodTemplate(w, spec?.template ?? {})
    writeEvents(w, events, context.now)
  })
}

function writeSpec(w: PrefixWriter, { spec }: Job): void {
  if (spec?.parallelism !== undefined) w.write(0, `Parallelism:\t${spec.parallelism}\n`)
  w.write(0, `Completions:\t${spec?.completions ?? '<unset>'}\n`)
  if (spec?.completionMode !== undefined) w.write(0, `Completion Mode:\t${spec.completionMode}\n`)
  if (spec?.suspend !== undefined) w.write(0, `Suspend:\t${spec.suspend}\n`)
  if (spec?.backoffLimit !== undefined) w.write(0, `Backoff Limit:\t${spec.backoffLimit}\n`)
  const ttl = spec?.ttlSecondsAfterFinished
  if (ttl !== undefined) w.write(0, `TTL Seconds After Finished:\t${ttl}\n`)
}

function writeProgress(w: PrefixWriter, { spec, status = {} }: Job): void {
  const { startTime, completionTime, active = 0, succeeded = 0, failed = 0, ready } = status
  if (startTime) w.write(0, `Start Time:\t${rfc1123z(startTime)}\n`)
  if (completionTime) w.write(0, `Completed At:\t${rfc1123z(completionTime)}\n`)
  if (startTime && completionTime) {
    w.write(0, `Duration:\t${humanDuration(Date.parse(completionTime) - Date.parse(startTime))}\n`)
  }
  const deadline = spec?.activeDeadlineSeconds
  if (deadline !== undefined) w.write(0, `Active Deadline Seconds:\t${deadline}s\n`)
  const readyText = ready === undefined ? '' : ` (${ready} Ready)`
  w.write(0, `Pods Statuses:\t${active} Active${readyText} / ${succeeded} Succeeded / ${failed} Failed\n`)
  if (spec?.completionMode !== 'Indexed') return
  w.write(0, `Completed Indexes:\t${indexesText(status.completedIndexes ?? '')}\n`)
}

/** Cut after the first interval that ends past 50 characters. */
function indexesText(indexes: string): string {
  if (indexes === '') return '<none>'
  const comma = indexes.indexOf(',', 50)
  return comma < 0 ? indexes : `${indexes.slice(0, comma + 1)}...`
}
