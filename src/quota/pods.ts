import type { KubeObject } from '../api/object.ts'
import type { Pod, PodAffinity, PodAffinityTerm, PodSpec, ScopedResourceSelectorRequirement } from '../api/types.gen.ts'
import { addQuantities, quantitySign } from '../apimachinery/quantity.ts'
import { isExtendedResourceName, isNativeResource } from '../apimachinery/validation/resource-quantity.ts'
import { isSupportedPodLevelResource } from '../kinds/pod/pod-level-resources.ts'
import { aggregateContainerResources } from '../kinds/pod/resource-lists.ts'
import { isHugePageResourceName } from '../kinds/pod/resource-names.ts'
import { qosClassOfSpec } from '../kinds/pod/shared-spec.ts'
import { type Evaluator, objectCountName } from './evaluator.ts'
import { addResources, type ResourceList } from './resource-list.ts'
import { scopeSelects } from './scope-selector.ts'

const COMPUTE = ['cpu', 'memory', 'ephemeral-storage']
const RESOURCES = new Set([
  objectCountName('pods'),
  'pods',
  ...COMPUTE,
  ...COMPUTE.map(name => `requests.${name}`),
  ...COMPUTE.map(name => `limits.${name}`),
])
/** Where a quota limits one of these, every container has to say how much of it it takes. */
const TO_BE_STATED = ['cpu', 'memory'].flatMap(name => [name, `requests.${name}`, `limits.${name}`])

/** Pods: themselves, and what their containers request and are limited to. Source: pkg/quota/v1/evaluator/core/pods.go. */
export const podEvaluator: Evaluator = {
  matches: name =>
    RESOURCES.has(name) ||
    isHugePageResourceName(name.replace(/^requests\./, '')) ||
    (!isNativeResource(name) && name.startsWith('requests.')),
  chargesUpdates: false,
  missing,
  inScope,
  usage(object, now) {
    const pod = object as Pod
    const result: ResourceList = { [objectCountName('pods')]: '1' }
    if (!isCharged(pod, now) || !pod.spec) return result
    return { ...result, ...computeUsage(amountsOf(pod.spec, 'requests'), amountsOf(pod.spec, 'limits')) }
  },
}

/** A pod that is over, or should long have been gone, takes nothing any more. */
function isCharged({ metadata, status }: Pod, now: Date): boolean {
  if (status?.phase === 'Failed' || status?.phase === 'Succeeded') return false
  const { deletionTimestamp, deletionGracePeriodSeconds } = metadata
  if (deletionTimestamp === undefined || deletionGracePeriodSeconds === undefined) return true
  return now.getTime() <= Date.parse(deletionTimestamp) + deletionGracePeriodSeconds * 1000
}

/** All that a pod requests or is limited to: of its containers, or itself, and the overhead on what is there. */
function amountsOf(spec: PodSpec, of: 'requests' | 'limits'): ResourceList {
  const amounts = { ...aggregateContainerResources(spec, of), ...spec.resources?.[of] }
  const overhead = Object.entries(spec.overhead ?? {})
  if (overhead.length === 0) return amounts
  if (of === 'requests') return addResources(amounts, Object.fromEntries(overhead))
  for (const [name, amount] of overhead) {
    const limit = amounts[name]
    if (limit !== undefined && quantitySign(limit) !== 0) amounts[name] = addQuantities(limit, amount)
  }
  return amounts
}

function computeUsage(requests: ResourceList, limits: ResourceList): ResourceList {
  const usage: ResourceList = { pods: '1' }
  for (const name of COMPUTE) {
    const request = requests[name]
    const limit = limits[name]
    if (request !== undefined) Object.assign(usage, { [name]: request, [`requests.${name}`]: request })
    if (limit !== undefined) usage[`limits.${name}`] = limit
  }
  for (const [name, amount] of Object.entries(requests)) {
    if (isHugePageResourceName(name)) usage[name] = amount
    if (isHugePageResourceName(name) || isExtendedResourceName(name)) usage[`requests.${name}`] = amount
  }
  return usage
}

/** Pods whose resources are stated for the whole need not state them for each container. */
function missing(object: KubeObject, required: readonly string[]): string | undefined {
  const { containers = [], initContainers = [], resources } = (object as Pod).spec ?? {}
  if (Object.keys({ ...resources?.requests, ...resources?.limits }).some(isSupportedPodLevelResource)) return undefined
  const demanded = TO_BE_STATED.filter(name => required.includes(name)).sort()
  const complaints = demanded.flatMap(name => {
    const silent = [...containers, ...initContainers].filter(
      c => !Object.hasOwn(computeUsage(c.resources?.requests ?? {}, c.resources?.limits ?? {}), name),
    )
    return silent.length > 0 ? `${name} for: ${[...new Set(silent.map(c => c.name))].sort().join(',')}` : []
  })
  return complaints.length > 0 ? `must specify ${complaints.join('; ')}` : undefined
}

function inScope(object: KubeObject, scope: ScopedResourceSelectorRequirement): boolean {
  const { spec } = object as Pod
  if (!spec) return false
  switch (scope.scopeName) {
    case 'Terminating':
      return isTerminating(spec)
    case 'NotTerminating':
      return !isTerminating(spec)
    case 'BestEffort':
      return qosClassOfSpec(spec) === 'BestEffort'
    case 'NotBestEffort':
      return qosClassOfSpec(spec) !== 'BestEffort'
    case 'PriorityClass':
      return scopeSelects(scope, spec.priorityClassName ? [spec.priorityClassName] : [])
    case 'CrossNamespacePodAffinity':
      return (
        looksAtOtherNamespaces(spec.affinity?.podAffinity) || looksAtOtherNamespaces(spec.affinity?.podAntiAffinity)
      )
    default:
      return false
  }
}

const isTerminating = (spec: PodSpec): boolean => (spec.activeDeadlineSeconds ?? -1) >= 0

function looksAtOtherNamespaces(affinity: PodAffinity | undefined): boolean {
  const terms: PodAffinityTerm[] = [
    ...(affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(t => t.podAffinityTerm),
  ]
  return terms.some(term => term.namespaces?.length || term.namespaceSelector)
}
