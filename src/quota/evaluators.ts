import { type Evaluator, objectCountName } from './evaluator.ts'
import { persistentVolumeClaimEvaluator } from './persistent-volume-claims.ts'
import { podEvaluator } from './pods.ts'
import { serviceEvaluator } from './services.ts'

/** Resources that quotas may also name as they are, without count/. */
const KNOWN_BY_NAME = new Set(['configmaps', 'replicationcontrollers', 'resourcequotas', 'secrets'])
/** What comes and goes in such numbers that it is not counted. */
const NOT_COUNTED = new Set(['events', 'events.events.k8s.io', 'bindings'])

const evaluators = new Map<string, Evaluator>([
  ['pods', podEvaluator],
  ['services', serviceEvaluator],
  ['persistentvolumeclaims', persistentVolumeClaimEvaluator],
])

/** How objects of a resource ("pods", "deployments.apps") count against quotas; undefined where they do not at all. */
export function evaluatorOf(resource: string): Evaluator | undefined {
  const known = evaluators.get(resource)
  if (known || NOT_COUNTED.has(resource)) return known
  const made = objectCountEvaluator(resource)
  evaluators.set(resource, made)
  return made
}

/** The resources whose objects could use up what a quota's hard limits name. */
export function resourcesOf(hard: readonly string[]): string[] {
  const counted = hard.flatMap(name => (name.startsWith('count/') ? name.slice('count/'.length) : []))
  const named = hard.filter(name => KNOWN_BY_NAME.has(name))
  const special = ['pods', 'services', 'persistentvolumeclaims'].filter(r => hard.some(evaluatorOf(r)!.matches))
  return [...new Set([...counted, ...named, ...special])]
}

function objectCountEvaluator(resource: string): Evaluator {
  const names = [objectCountName(resource), ...(KNOWN_BY_NAME.has(resource) ? [resource] : [])]
  const usage = Object.fromEntries(names.map(name => [name, '1']))
  return { matches: name => names.includes(name), chargesUpdates: false, usage: () => usage }
}
