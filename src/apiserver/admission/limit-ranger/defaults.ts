import type { Container, LimitRange, Pod, PodSpec } from '../../../api/types.gen.ts'
import { podSpecFromTemplate } from '../../../kinds/pod/shared-spec.ts'
import type { ResourceList } from '../../../quota/resource-list.ts'

const ANNOTATION = 'kubernetes.io/limit-ranger'

/** A pod's spec with the defaults of one LimitRange, and what was set, in words. */
interface Defaulted {
  spec: PodSpec
  set: readonly string[]
}

/** The pods of a template share their spec; so do they once it has its defaults. */
const known = new WeakMap<LimitRange, WeakMap<PodSpec, Defaulted>>()

/** Gives a pod's containers the requests and limits that they do not state, and notes that on the pod. */
export function setLimitRangeDefaults(pod: Pod, limitRange: LimitRange): void {
  const { spec, set } = defaulted(pod.spec!, limitRange)
  if (set.length === 0) return
  pod.spec = spec
  pod.metadata.annotations = { ...pod.metadata.annotations, [ANNOTATION]: `LimitRanger plugin set: ${set.join('; ')}` }
}

function defaulted(spec: PodSpec, limitRange: LimitRange): Defaulted {
  const bySpec = known.get(limitRange) ?? new WeakMap<PodSpec, Defaulted>()
  known.set(limitRange, bySpec)
  const before = bySpec.get(spec)
  if (before) return before
  const made = withDefaults(spec, limitRange)
  bySpec.set(spec, made)
  return made
}

function withDefaults(spec: PodSpec, limitRange: LimitRange): Defaulted {
  const items = (limitRange.spec?.limits ?? []).filter(item => item.type === 'Container')
  const limits: ResourceList = Object.assign({}, ...items.map(item => item.default))
  const requests: ResourceList = Object.assign({}, ...items.map(item => item.defaultRequest))
  const set: string[] = []
  const complete = (container: Container, what: string): Container => {
    const own = container.resources ?? {}
    const noted = (name: string, missing: string[]) => {
      if (missing.length > 0) set.push(`${missing.sort().join(', ')} ${name} for ${what} ${container.name}`)
    }
    const newRequests = missingOf(requests, own.requests)
    const newLimits = missingOf(limits, own.limits)
    noted('request', newRequests)
    noted('limit', newLimits)
    if (newRequests.length + newLimits.length === 0) return container
    return {
      ...container,
      resources: {
        ...own,
        ...(newLimits.length > 0 && { limits: { ...limits, ...own.limits } }),
        ...(newRequests.length > 0 && { requests: { ...requests, ...own.requests } }),
      },
    }
  }
  const containers = (spec.containers ?? []).map(c => complete(c, 'container'))
  const initContainers = spec.initContainers?.map(c => complete(c, 'init container'))
  if (set.length === 0) return { spec, set }
  return { spec: podSpecFromTemplate({ ...spec, containers, ...(initContainers && { initContainers }) }), set }
}

function missingOf(defaults: ResourceList, own: ResourceList = {}): string[] {
  return Object.keys(defaults).filter(name => !Object.hasOwn(own, name))
}
