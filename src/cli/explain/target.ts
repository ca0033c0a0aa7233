import type { ApiResource } from '../../api/discovery.ts'

/** The resource that explain is asked about, and the path of the field below it. */
export interface ExplainTarget {
  resource: ApiResource
  path: string[]
}

/**
 * Reads the argument of explain, such as "pods.spec.containers". `candidates` are the resources that its first part names,
 * the preferred one first; of several groups, that one is meant whose name follows: "events.events.k8s.io.series".
 */
export function explainTarget(argument: string, candidates: readonly [ApiResource, ...ApiResource[]]): ExplainTarget {
  const [name = '', ...path] = argument.split('.')
  const rest = path.join('.')
  const named = candidates.find(({ group }) => group !== '' && (rest === group || rest.startsWith(`${group}.`)))
  const below = named ? argument.slice(name.length + 1 + named.group.length).split('.') : path
  return { resource: named ?? candidates[0], path: below.filter(field => field !== '') }
}
