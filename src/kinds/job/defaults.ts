import type { Job, JobSpec, PodFailurePolicy } from '../../api/types.gen.ts'
import { setPodTemplateDefaults } from '../pod-template.ts'

const MAX_INT32 = 2 ** 31 - 1
const DEFAULT_BACKOFF_LIMIT = 6

/** Completes a job in place (SetDefaults_Job). A job without labels has those of its template. */
export function setJobDefaults(job: Job): void {
  const spec = withTemplateDefaults(job.spec)
  const isSingle = spec.completions === undefined && spec.parallelism === undefined
  job.spec = {
    ...spec,
    ...(isSingle && { completions: 1 }),
    parallelism: spec.parallelism ?? 1,
    backoffLimit: spec.backoffLimit ?? (spec.backoffLimitPerIndex === undefined ? DEFAULT_BACKOFF_LIMIT : MAX_INT32),
    completionMode: spec.completionMode ?? 'NonIndexed',
    manualSelector: spec.manualSelector ?? false,
    podReplacementPolicy: spec.podReplacementPolicy ?? (spec.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed'),
    suspend: spec.suspend ?? false,
  }
  job.status ??= {}
  setDefaultLabels(job)
}

/** A job's labels are those of its template, unless it has its own. */
export function setDefaultLabels(job: Job): void {
  const labels = job.spec?.template.metadata?.labels
  const hasOwn = Object.keys(job.metadata.labels ?? {}).length > 0
  if (labels && Object.keys(labels).length > 0 && !hasOwn) job.metadata.labels = { ...labels }
}

/** A job's spec with the defaults that it has in a CronJob too: those of its pods and of its failure policy. */
export function withTemplateDefaults(spec: JobSpec | undefined): JobSpec {
  const template = { ...spec?.template }
  setPodTemplateDefaults(template)
  const policy = spec?.podFailurePolicy
  return { ...spec, template, ...(policy && { podFailurePolicy: withStatuses(policy) }) }
}

function withStatuses(policy: PodFailurePolicy): PodFailurePolicy {
  return {
    ...policy,
    rules: (policy.rules ?? []).map(rule =>
      rule.onPodConditions
        ? { ...rule, onPodConditions: rule.onPodConditions.map(p => ({ ...p, status: p.status || 'True' })) }
        : rule,
    ),
  }
}
