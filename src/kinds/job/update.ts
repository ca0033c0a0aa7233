import type { Job, JobSpec, PodTemplateSpec } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import { labelSelectorValue } from '../../apimachinery/labels/selector.ts'
import { type ErrorList, type FieldPath, invalid, path } from '../../apimachinery/validation/field.ts'
import { goPodFailurePolicy, goPodTemplate, goSuccessPolicy } from './go-value.ts'
import { validateSelectedSpec } from './validation.ts'

const IMMUTABLE = 'field is immutable'

/** An update of a job, all but its metadata (ValidateJobUpdate). */
export function validateJobUpdate(job: Job, old: Job): ErrorList {
  const spec = job.spec!
  const before = old.spec!
  const at = path('spec')
  const same = (field: keyof JobSpec, shown: unknown): ErrorList =>
    equal(spec[field], before[field]) ? [] : [invalid(at.child(field), shown, IMMUTABLE)]
  return [
    ...validateSelectedSpec(spec, at),
    ...validateCompletions(spec, before, at.child('completions')),
    ...same('selector', spec.selector ? labelSelectorValue(spec.selector) : null),
    ...validateTemplate(spec.template, old, at.child('template')),
    ...same('completionMode', spec.completionMode),
    ...same('podFailurePolicy', goPodFailurePolicy(spec.podFailurePolicy)),
    ...same('backoffLimitPerIndex', spec.backoffLimitPerIndex),
    ...same('managedBy', spec.managedBy),
    ...same('successPolicy', goSuccessPolicy(spec.successPolicy)),
  ]
}

/** Only Indexed jobs grow and shrink, and only together with their parallelism. */
function validateCompletions(spec: JobSpec, old: JobSpec, at: FieldPath): ErrorList {
  const { completions, parallelism } = spec
  if (completions === old.completions) return []
  if (spec.completionMode !== 'Indexed') return [invalid(at, completions, IMMUTABLE)]
  if (completions === undefined || completions === parallelism) return []
  return [invalid(at, completions, 'can only be modified in tandem with spec.parallelism')]
}

/** What says where pods may run, and with what resources, may change while a job is suspended and none of its pods runs. */
function validateTemplate(template: PodTemplateSpec, old: Job, at: FieldPath): ErrorList {
  const before = old.spec!.template
  const allowed = isIdle(old) ? withFreeFields(before, template) : before
  return equal(template, allowed) ? [] : [invalid(at, goPodTemplate(template), IMMUTABLE)]
}

function isIdle({ spec, status }: Job): boolean {
  if (!spec?.suspend) return false
  const suspended = status?.conditions?.some(c => c.type === 'Suspended' && c.status === 'True')
  return !status?.startTime || (!!suspended && !status.active)
}

/** The template of before with the free fields of the new one. */
function withFreeFields(before: PodTemplateSpec, template: PodTemplateSpec): PodTemplateSpec {
  const spec = template.spec ?? { containers: [] }
  const was = before.spec ?? { containers: [] }
  const resourcesOf = <T extends { name: string; resources?: unknown }>(old: readonly T[], now: readonly T[]): T[] =>
    old.map((container, i) => {
      const { resources: _, ...rest } = container
      const next = now[i]?.name === container.name ? now[i].resources : container.resources
      return { ...rest, ...(next !== undefined && { resources: next }) } as T
    })
  const affinity = { ...was.affinity, nodeAffinity: spec.affinity?.nodeAffinity }
  return {
    metadata: {
      ...before.metadata,
      labels: template.metadata?.labels ?? {},
      annotations: template.metadata?.annotations ?? {},
    },
    spec: {
      ...was,
      affinity: affinity as NonNullable<typeof was.affinity>,
      nodeSelector: spec.nodeSelector ?? {},
      tolerations: spec.tolerations ?? [],
      schedulingGates: spec.schedulingGates ?? [],
      containers: resourcesOf(was.containers, spec.containers),
      initContainers: resourcesOf(was.initContainers ?? [], spec.initContainers ?? []),
    },
  }
}
