import type { Pod, PriorityClass } from '../../api/types.gen.ts'
import { shallowCopy } from '../../apimachinery/shallow-copy.ts'
import type { WriteContext } from '../../kinds/kind.ts'
import { deriveSpec } from '../../kinds/pod/shared-spec.ts'
import type { AdmissionAttributes, AdmissionPlugin } from './plugin.ts'
import { refuse } from './refuse.ts'

const PRIORITY_CLASSES = 'priorityclasses.scheduling.k8s.io'

/** Gives pods the number of their priority class. Source: plugin/pkg/admission/priority. */
function admit(attributes: AdmissionAttributes, context: WriteContext): void {
  const { verb, kind, subresource, object, old } = attributes
  if (kind.group !== '' || kind.resource !== 'pods' || subresource !== '') return
  if (verb === 'create') resolve(attributes, object as Pod, context)
  else if (verb === 'update') keep(object as Pod, old as Pod)
}

function resolve(attributes: AdmissionAttributes, pod: Pod, context: WriteContext): void {
  const spec = pod.spec!
  const name = spec.priorityClassName
  const named = name ? context.get<PriorityClass>(PRIORITY_CLASSES, '', name) : defaultClass(context)
  if (name && !named) throw refuse(attributes, `no PriorityClass with name ${name} was found`)
  const priority = named?.value ?? 0
  const preemptionPolicy = named ? named.preemptionPolicy : 'PreemptLowerPriority'
  const computed = (what: unknown) =>
    `must not be provided in pod spec; priority admission controller computed ${what} from the given PriorityClass name`
  if (spec.priority !== undefined && spec.priority !== priority) {
    throw refuse(attributes, `the integer value of priority (${spec.priority}) ${computed(priority)}`)
  }
  const given = spec.preemptionPolicy
  if (preemptionPolicy && given !== undefined && given !== preemptionPolicy) {
    throw refuse(attributes, `the string value of PreemptionPolicy (${given}) ${computed(preemptionPolicy)}`)
  }
  const derived = shallowCopy(spec)
  derived.priority = priority
  if (preemptionPolicy) derived.preemptionPolicy = preemptionPolicy
  if (named) derived.priorityClassName = named.metadata.name!
  pod.spec = deriveSpec(spec, derived)
}

/** The class of pods that name none; should there be several, the lowest. */
function defaultClass(context: WriteContext): PriorityClass | undefined {
  const defaults = context.list<PriorityClass>(PRIORITY_CLASSES).filter(c => c.globalDefault)
  return defaults.reduce<PriorityClass | undefined>(
    (lowest, c) => (lowest && (lowest.value ?? 0) <= (c.value ?? 0) ? lowest : c),
    undefined,
  )
}

/** An update that leaves out what this plugin has set means no change. */
function keep(pod: Pod, old: Pod): void {
  const spec = pod.spec!
  const priority = spec.priority ?? old.spec?.priority
  const preemptionPolicy = spec.preemptionPolicy ?? old.spec?.preemptionPolicy
  if (priority === spec.priority && preemptionPolicy === spec.preemptionPolicy) return
  pod.spec = deriveSpec(spec, {
    ...spec,
    ...(priority !== undefined && { priority }),
    ...(preemptionPolicy !== undefined && { preemptionPolicy }),
  })
}

/** There is one default at the most. */
function validate(attributes: AdmissionAttributes, context: WriteContext): void {
  const { verb, kind, object } = attributes
  if (kind.group !== 'scheduling.k8s.io' || kind.resource !== 'priorityclasses' || verb === 'delete') return
  if (!(object as PriorityClass).globalDefault) return
  const other = defaultClass(context)
  if (!other || (verb === 'update' && other.metadata.name === object!.metadata.name)) return
  const why = `PriorityClass ${other.metadata.name} is already marked as default. Only one default can exist`
  throw refuse(attributes, why)
}

export const priority: AdmissionPlugin = { name: 'Priority', admit, validate }
