import type { Pod } from '../../api/types.gen.ts'
import { parseSelector, selectorText } from '../../apimachinery/labels/selector.ts'
import { type Client, type ListBody, resourcePath } from '../../client/client.ts'
import { CommandError } from '../errors.ts'
import { judgePod, type PodRules } from './pod-filters.ts'

export const PODS = { group: '', version: 'v1', resource: 'pods' }

/** Which pods of a node are looked at. */
export interface PodQuery {
  podSelector: string
  chunkSize: number
}

/** The pods of a node, judged. */
export interface NodePods {
  /** Those to go. */
  pods: Pod[]
  /** What to warn of; '' where there is nothing. */
  warning: string
  /** Why nothing may be done. */
  errors: CommandError[]
}

/** Lists the pods of a node and judges each. Throws StatusError where they cannot be listed. */
export async function podsToGo(node: string, query: PodQuery, rules: PodRules, client: Client): Promise<NodePods> {
  const pods: Pod[] = []
  const warnings = new Map<string, string[]>()
  const errors = new Map<string, string[]>()
  for (const pod of await podsOf(node, query, client)) {
    const { goes, warning, error } = await judgePod(pod, rules, client)
    const name = `${pod.metadata.namespace}/${pod.metadata.name}`
    if (goes) pods.push(pod)
    if (warning !== undefined) warnings.set(warning, [...(warnings.get(warning) ?? []), name])
    if (error !== undefined) errors.set(error, [...(errors.get(error) ?? []), name])
  }
  return {
    pods,
    warning: [...warnings].map(([text, names]) => `${text}: ${names.join(', ')}`).join('; '),
    errors: [...errors].map(([text, names]) => {
      const cannot = text.toLowerCase().startsWith('cannot delete') ? text : `cannot delete ${text}`
      return new CommandError(`${cannot}: ${names.join(', ')}`)
    }),
  }
}

async function podsOf(node: string, { podSelector, chunkSize }: PodQuery, client: Client): Promise<Pod[]> {
  const query: Record<string, string> = { fieldSelector: `spec.nodeName=${node}` }
  if (podSelector !== '') query.labelSelector = selectorText(parseSelector(podSelector))
  if (chunkSize > 0) query.limit = String(chunkSize)
  const pods: Pod[] = []
  for (;;) {
    const list = (await client.request({ method: 'GET', path: resourcePath(PODS, ''), query })).body as ListBody
    for (const item of list.items) pods.push({ ...(item as Pod), apiVersion: 'v1', kind: 'Pod' })
    if (!list.metadata.continue) return pods
    query.continue = list.metadata.continue
  }
}
