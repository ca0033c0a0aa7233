import type { Pod, RuntimeClass, Toleration } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import type { WriteContext } from '../../kinds/kind.ts'
import { deriveSpec, podSpecFromTemplate } from '../../kinds/pod/shared-spec.ts'
import type { AdmissionAttributes, AdmissionPlugin } from './plugin.ts'
import { refuse } from './refuse.ts'

/** Gives pods what their runtime class costs and where it can be found. Source: plugin/pkg/admission/runtimeclass. */
function admit(attributes: AdmissionAttributes, context: WriteContext): void {
  const { verb, kind, subresource, object } = attributes
  if (kind.group !== '' || kind.resource !== 'pods' || subresource !== '' || verb !== 'create') return
  const pod = object as Pod
  const spec = pod.spec!
  if (!spec.runtimeClassName) {
    if (spec.overhead)
      throw refuse(attributes, 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead')
    return
  }
  const found = context.get<RuntimeClass>('runtimeclasses.node.k8s.io', '', spec.runtimeClassName)
  if (!found) throw refuse(attributes, `pod rejected: RuntimeClass "${spec.runtimeClassName}" not found`)
  const { overhead, scheduling } = found
  if (spec.overhead && !equal(spec.overhead, overhead?.podFixed))
    throw refuse(attributes, `pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead`)
  const derived = { ...spec, ...(overhead?.podFixed ? { overhead: overhead.podFixed } : {}) }
  if (scheduling?.nodeSelector) {
    const own = spec.nodeSelector ?? {}
    for (const [key, value] of Object.entries(scheduling.nodeSelector))
      if (Object.hasOwn(own, key) && own[key] !== value)
        throw refuse(attributes, `conflict: cannot override node selector (${key}=${own[key]}) with (${key}=${value})`)
    derived.nodeSelector = { ...own, ...scheduling.nodeSelector }
  }
  if (scheduling?.tolerations) derived.tolerations = merged(spec.tolerations ?? [], scheduling.tolerations)
  // with an overhead it asks for other resources than what it comes from
  pod.spec = overhead?.podFixed ? podSpecFromTemplate(derived) : deriveSpec(spec, derived)
}

function merged(own: readonly Toleration[], added: readonly Toleration[]): Toleration[] {
  return [...own, ...added.filter(t => !own.some(other => equal(other, t)))]
}

export const runtimeClassAdmission: AdmissionPlugin = { name: 'RuntimeClass', admit }
