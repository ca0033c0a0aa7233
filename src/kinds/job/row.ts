import type { Job } from '../../api/types.gen.ts'
import { humanDuration, translateTimestampSince } from '../../apimachinery/duration.ts'
import { labelSelectorText } from '../../apimachinery/labels/selector.ts'
import { containerCells } from '../replicaset/container-cells.ts'
import type { Cell } from '../table.ts'

/** A job's row (printJob). */
export function jobRow(job: Job, now: Date): Cell[] {
  const { metadata, spec, status = {} } = job
  return [
    metadata.name ?? '',
    statusText(job),
    completionsText(job),
    durationText(status.startTime, status.completionTime, now),
    translateTimestampSince(metadata.creationTimestamp, now),
    ...containerCells(spec?.template),
    labelSelectorText(spec?.selector),
  ]
}

function statusText({ metadata, status }: Job): string {
  const has = (type: string) => status?.conditions?.some(c => c.type === type && c.status === 'True')
  if (has('Complete')) return 'Complete'
  if (has('Failed')) return 'Failed'
  if (metadata.deletionTimestamp !== undefined) return 'Terminating'
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(has) ?? 'Running'
}

function completionsText({ spec, status }: Job): string {
  const succeeded = status?.succeeded ?? 0
  if (spec?.completions !== undefined) return `${succeeded}/${spec.completions}`
  const parallelism = spec?.parallelism ?? 0
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`
}

function durationText(start: string | undefined, end: string | undefined, now: Date): string {
  if (!start) return ''
  return humanDuration((end ? Date.parse(end) : now.getTime()) - Date.parse(start))
}
