import type { KubeObject } from '../../api/object.ts'
import type { Deployment, ReplicaSet } from '../../api/types.gen.ts'

export const REVISION = 'deployment.kubernetes.io/revision'
const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history'
const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas'
const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas'

/** What a Deployment's replica sets do not take over from it. */
const NOT_COPIED = [
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
  'deprecated.deployment.rollback.to',
]
const MAX_HISTORY_LENGTH = 2000

type Annotations = Record<string, string>

function integer(object: KubeObject, name: string): number | undefined {
  const text = object.metadata.annotations?.[name]
  return text !== undefined && /^[+-]?[0-9]{1,18}$/.test(text) ? Number(text) : undefined
}

/** The object's revision; 0 where it has none that can be read. */
export function revisionOf(object: KubeObject): number {
  return integer(object, REVISION) ?? 0
}

/** How many pods the Deployment wanted when it last scaled this replica set. */
export function desiredReplicasOf(replicaSet: ReplicaSet): number | undefined {
  return integer(replicaSet, DESIRED_REPLICAS)
}

/** How many pods the Deployment allowed for then, those of a surge included. */
export function maxReplicasOf(replicaSet: ReplicaSet): number | undefined {
  return integer(replicaSet, MAX_REPLICAS)
}

/** The annotations that say how many pods the Deployment wants and allows for; the same object where they are there already. */
export function withReplicas(annotations: Annotations | undefined, desired: number, max: number): Annotations {
  if (annotations?.[DESIRED_REPLICAS] === String(desired) && annotations[MAX_REPLICAS] === String(max))
    return annotations
  return { ...annotations, [DESIRED_REPLICAS]: String(desired), [MAX_REPLICAS]: String(max) }
}

/**
 * The annotations that the replica set of a Deployment's present template should have: the Deployment's own, and the revision where it
 * is higher than the one it has, which goes to the history then (SetNewReplicaSetAnnotations).
 */
export function newReplicaSetAnnotations(
  deployment: Deployment,
  present: Annotations | undefined,
  newRevision: number,
): Annotations {
  const annotations = { ...present }
  for (const [key, value] of Object.entries(deployment.metadata.annotations ?? {}))
    if (!NOT_COPIED.includes(key)) annotations[key] = value
  const old = annotations[REVISION]
  if (old && !/^[+-]?[0-9]{1,18}$/.test(old)) return annotations
  if (Number(old ?? 0) >= newRevision) return annotations
  annotations[REVISION] = String(newRevision)
  if (old !== undefined) addToHistory(annotations, old)
  return annotations
}

function addToHistory(annotations: Annotations, revision: string): void {
  const history = annotations[REVISION_HISTORY]
  if (!history) {
    annotations[REVISION_HISTORY] = revision
    return
  }
  const revisions = [...history.split(','), revision]
  while (revisions.length > 1 && revisions.join(',').length > MAX_HISTORY_LENGTH) revisions.shift()
  annotations[REVISION_HISTORY] = revisions.join(',')
}
