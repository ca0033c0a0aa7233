import type { Pod } from '../../api/types.gen.ts'
import { parseSelector, selectorText } from '../../apimachinery/labels/selector.ts'
import { type Client, listObjects } from '../../client/client.ts'
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
  const labelSelector = podSelector === '' ? '' : selectorText(parseSelector(podSelector))
  const selectors = { fieldSelector: `spec.nodeName=${node}`, labelSelector }
  const pods = await listObjects<Pod>(client, PODS, '', selectors, chunkSize)
  return pods.map(pod => ({ ...pod, apiVersion: 'v1', kind: 'Pod' }))
}
