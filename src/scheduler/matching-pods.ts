import type { Namespace, Pod, PodAffinityTerm } from '../api/types.gen.ts'
import { selectorFromLabelSelector } from '../apimachinery/labels/label-selector.ts'
import { matches, type Selector, selectorText } from '../apimachinery/labels/selector.ts'
import type { ControllerContext } from '../controllers/controller.ts'
import { labelIndexValue } from '../controllers/indexes.ts'

/** How many pods that match something each node has. */
export type CountByNode = Map<string, number>

interface Counted {
  namespaces: ReadonlySet<string>
  selector: Selector
  counts: CountByNode
}

const counted = new WeakMap<ControllerContext, Map<string, Counted>>()

/**
 * How many live pods of the namespaces match a selector on each node. Counted once and then kept up by `countPlacement`, so that placing
 * many pods with the same rule does not look at all of them for each; `forgetCounts` is to be called when pods change otherwise.
 */
export function countByNode(
  context: ControllerContext,
  namespaces: ReadonlySet<string>,
  selector: Selector,
): CountByNode {
  const known = counted.get(context) ?? new Map<string, Counted>()
  counted.set(context, known)
  const key = `${[...namespaces].sort().join(',')} ${selector.nothing ? '!' : selectorText(selector)}`
  const before = known.get(key)
  if (before) return before.counts
  const counts: CountByNode = new Map()
  for (const namespace of namespaces)
    for (const pod of podsOf(context, namespace, selector)) {
      const node = pod.spec?.nodeName
      if (node && isLive(pod) && matches(selector, pod.metadata.labels)) counts.set(node, (counts.get(node) ?? 0) + 1)
    }
  known.set(key, { namespaces, selector, counts })
  return counts
}

/** Notes that the scheduler has placed a pod. */
export function countPlacement(context: ControllerContext, pod: Pod, node: string): void {
  for (const { namespaces, selector, counts } of counted.get(context)?.values() ?? [])
    if (namespaces.has(pod.metadata.namespace!) && matches(selector, pod.metadata.labels))
      counts.set(node, (counts.get(node) ?? 0) + 1)
}

/** Everything has to be counted anew. */
export function forgetCounts(context: ControllerContext): void {
  counted.delete(context)
}

/** The namespaces that an affinity term is about: the named ones and the selected ones, else the pod's own. */
export function namespacesOf(context: ControllerContext, pod: Pod, term: PodAffinityTerm): Set<string> {
  const named = term.namespaces ?? []
  if (!term.namespaceSelector) return new Set(named.length ? named : [pod.metadata.namespace!])
  const selector = selectorFromLabelSelector(term.namespaceSelector)
  const selected = context.list<Namespace>('namespaces').filter(n => matches(selector, n.metadata.labels))
  return new Set([...named, ...selected.map(n => n.metadata.name!)])
}

const isLive = (pod: Pod): boolean => !pod.metadata.deletionTimestamp

function podsOf(context: ControllerContext, namespace: string, selector: Selector): readonly Pod[] {
  for (const { key, operator, values } of selector.requirements)
    if (values.length === 1 && (operator === '=' || operator === '==' || operator === 'in'))
      return context.byIndex<Pod>('pods', 'label', labelIndexValue(namespace, key, values[0]!))
  return context.list<Pod>('pods', namespace)
}
