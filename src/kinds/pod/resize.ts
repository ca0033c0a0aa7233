import type { Container, Pod, PodSpec, ResourceRequirements } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import { type ErrorList, type FieldPath, forbidden, invalid, path } from '../../apimachinery/validation/field.ts'
import { nextGeneration } from '../generation.ts'
import { keepAllBut } from './ephemeral-containers.ts'
import { qosClassOfSpec } from './shared-spec.ts'
import { podSpecDiff } from './spec-diff.ts'
import { MIRROR_POD } from './validation/annotations.ts'
import { validatePodMetadataAndSpec } from './validation/pod.ts'

const LISTS = ['containers', 'initContainers'] as const
const MUTABLE = ['cpu', 'memory']

/** Only the resources of containers, and how they are resized, change here (dropNonResizeUpdates). */
export function preparePodResize(pod: Pod, old: Pod): void {
  const wanted = pod.spec
  keepAllBut(pod, old)
  const spec = { ...old.spec! }
  for (const list of LISTS) if (spec[list]) spec[list] = spec[list]!.map(c => withResourcesOf(c, wanted?.[list]))
  if (equal(spec, old.spec)) return
  pod.spec = spec
  nextGeneration(pod, old)
}

function withResourcesOf(container: Container, wanted: readonly Container[] | undefined): Container {
  const other = wanted?.find(c => c.name === container.name)
  if (!other) return container
  const { resizePolicy: _, ...kept } = container
  const { resources, resizePolicy } = other
  return { ...kept, resources: resources ?? {}, ...(resizePolicy ? { resizePolicy } : {}) }
}

/** The errors of a pod whose containers get other resources (ValidatePodResize). */
export function validatePodResize(pod: Pod, old: Pod): ErrorList {
  const spec = pod.spec!
  if (Object.hasOwn(old.metadata.annotations ?? {}, MIRROR_POD)) return [forbidden('', 'static pods cannot be resized')]
  if (old.spec?.os?.name === 'windows') return [forbidden('', 'windows pods cannot be resized')]
  const at = path('spec')
  const errors = validatePodMetadataAndSpec(pod, spec)
  if ((old.status?.qosClass || qosClassOfSpec(old.spec!)) !== qosClassOfSpec(spec)) {
    const rule = 'Pod QOS Class may not change as a result of resizing'
    errors.push(invalid(at, pod.status?.qosClass ?? '', rule))
  }
  for (const list of LISTS)
    spec[list]?.forEach((container, i) => {
      const before = old.spec?.[list]?.[i]?.resources
      errors.push(...validateNothingRemoved(container.resources, before, at.child(list).index(i).child('resources')))
    })
  const rest = withMutableOf(spec, old.spec!)
  if (!equal(rest, old.spec))
    errors.push(forbidden(at, `only cpu and memory resources are mutable\n${podSpecDiff(old.spec!, rest)}`))
  return errors
}

function validateNothingRemoved(
  now: ResourceRequirements | undefined,
  before: ResourceRequirements | undefined,
  at: FieldPath,
): ErrorList {
  return (['requests', 'limits'] as const).flatMap(list => {
    const gone = MUTABLE.some(name => before?.[list]?.[name] !== undefined && now?.[list]?.[name] === undefined)
    return gone ? [forbidden(at.child(list), `resource ${list} cannot be removed`)] : []
  })
}

/** Puts back what may change; what is different then may not. */
function withMutableOf(spec: PodSpec, old: PodSpec): PodSpec {
  const rest = { ...spec }
  for (const list of LISTS)
    if (rest[list])
      rest[list] = rest[list]!.map((container, i) => {
        const before = old[list]?.[i]
        const isInit = list === 'initContainers' && container.restartPolicy !== 'Always'
        if (!before || isInit) return container
        const { resizePolicy: _, ...kept } = container
        const resources = { ...container.resources }
        for (const field of ['requests', 'limits'] as const) restoreList(resources, before.resources ?? {}, field)
        return { ...kept, resources, ...(before.resizePolicy ? { resizePolicy: before.resizePolicy } : {}) }
      })
  return rest
}

function restoreList(now: ResourceRequirements, before: ResourceRequirements, field: 'requests' | 'limits'): void {
  const others = Object.entries(now[field] ?? {}).filter(([name]) => !MUTABLE.includes(name))
  const own = Object.entries(before[field] ?? {}).filter(([name]) => MUTABLE.includes(name))
  if (others.length + own.length === 0) delete now[field]
  else now[field] = Object.fromEntries([...own, ...others])
}
