import type { Node, NodeSelector, NodeSelectorRequirement, NodeSelectorTerm, Pod } from '../api/types.gen.ts'

/** Whether a node has the labels that the pod's nodeSelector and required node affinity ask for. */
export function matchesNodeAffinity(pod: Pod, node: Node): boolean {
  const labels = node.metadata.labels ?? {}
  for (const [key, value] of Object.entries(pod.spec?.nodeSelector ?? {}))
    if (!Object.hasOwn(labels, key) || labels[key] !== value) return false
  const required = requiredAffinity(pod)
  return !required || required.nodeSelectorTerms.some(term => matchesNodeTerm(term, node))
}

/** Whether the pod is particular about its node's labels or name. */
export function hasNodeAffinity(pod: Pod): boolean {
  return Object.keys(pod.spec?.nodeSelector ?? {}).length > 0 || requiredAffinity(pod) !== undefined
}

/** The nodes that the pod's affinity names one by one (as that of a DaemonSet's pods does); undefined where it does not. */
export function namedNodes(pod: Pod): Set<string> | undefined {
  const terms = requiredAffinity(pod)?.nodeSelectorTerms
  if (!terms?.length) return undefined
  const names = new Set<string>()
  for (const term of terms) {
    let own: string[] | undefined
    for (const { key, operator, values } of term.matchFields ?? []) {
      if (key !== 'metadata.name' || operator !== 'In') continue
      const these = values ?? []
      own = own ? own.filter(name => these.includes(name)) : these
    }
    if (!own) return undefined
    for (const name of own) names.add(name)
  }
  return names
}

/** Whether a node fulfils all requirements of a term; an empty term is fulfilled by none. */
export function matchesNodeTerm(term: NodeSelectorTerm, node: Node): boolean {
  if (!term.matchExpressions?.length && !term.matchFields?.length) return false
  const labels = node.metadata.labels ?? {}
  const value = (key: string) => (Object.hasOwn(labels, key) ? labels[key] : undefined)
  return (
    (term.matchExpressions ?? []).every(r => meets(r, value(r.key))) &&
    (term.matchFields ?? []).every(r => meets(r, r.key === 'metadata.name' ? node.metadata.name : undefined))
  )
}

function requiredAffinity(pod: Pod): NodeSelector | undefined {
  return pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
}

function meets({ operator, values = [] }: NodeSelectorRequirement, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return value === undefined || !values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    case 'Gt':
      return isInteger(value) && isInteger(values[0]) && Number(value) > Number(values[0])
    case 'Lt':
      return isInteger(value) && isInteger(values[0]) && Number(value) < Number(values[0])
    default:
      return false
  }
}

const isInteger = (text: string | undefined): boolean => text !== undefined && /^-?\d+$/.test(text)
