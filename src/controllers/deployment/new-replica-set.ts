import type { Deployment, PodTemplateSpec, ReplicaSet } from '../../api/types.gen.ts'
import { controllerOf, newControllerRef } from '../../apimachinery/controller-ref.ts'
import { equal } from '../../apimachinery/equality.ts'
import { computeHash } from '../../apimachinery/names/generate.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { isNamespaceTerminating } from '../workloads/pod-control.ts'
import { newReplicaSetAnnotations, REVISION, revisionOf, withReplicas } from './annotations.ts'
import { getCondition, hasProgressDeadline, newCondition, PROGRESSING, withCondition } from './conditions.ts'
import { maxSurge, newReplicaSetSize, replicasOf } from './replica-counts.ts'
import { byCreation } from './replica-set-order.ts'
import { REPLICA_SETS, type ReplicaSets, type Rollout, recordEvent, writeStatus } from './rollout.ts'

const HASH_LABEL = 'pod-template-hash'
const MAX_NAME_LENGTH = 253

/**
 * Sorts a Deployment's replica sets into the one of its present template and the others, brings revision and annotations up to date, and makes the
 * new one where `create` says so. Undefined where the new one could not be made (getAllReplicaSetsAndSyncRevision).
 */
export function syncRevision(rollout: Rollout, all: readonly ReplicaSet[], create: boolean): ReplicaSets | undefined {
  const template = rollout.deployment.spec!.template
  const existing = [...all].sort(byCreation).find(rs => isSameTemplate(rs.spec?.template, template))
  const oldRSs = all.filter(rs => rs !== existing)
  const revision = Math.max(0, ...oldRSs.map(revisionOf)) + 1
  if (existing) return { newRS: updateExisting(rollout, existing, revision), oldRSs }
  if (!create) return { newRS: undefined, oldRSs }
  const newRS = createNew(rollout, oldRSs, revision)
  return newRS && { newRS, oldRSs }
}

/** Whether two templates are the same but for the hash label. */
function isSameTemplate(a: PodTemplateSpec | undefined, b: PodTemplateSpec | undefined): boolean {
  return equal(a?.spec, b?.spec) && equal(withoutHash(a), withoutHash(b))
}

function withoutHash(template: PodTemplateSpec | undefined): object {
  const { [HASH_LABEL]: _, ...labels } = template?.metadata?.labels ?? {}
  return { ...template?.metadata, labels }
}

function updateExisting(rollout: Rollout, existing: ReplicaSet, newRevision: number): ReplicaSet {
  const { deployment, context } = rollout
  const annotations = newReplicaSetAnnotations(deployment, existing.metadata.annotations, newRevision)
  const minReadySeconds = deployment.spec?.minReadySeconds
  if (
    !equal(annotations, existing.metadata.annotations) ||
    (existing.spec?.minReadySeconds ?? 0) !== (minReadySeconds ?? 0)
  ) {
    const { minReadySeconds: _, ...spec } = existing.spec!
    return context.update<ReplicaSet>(REPLICA_SETS, {
      ...existing,
      metadata: { ...existing.metadata, annotations },
      spec: minReadySeconds ? { ...spec, minReadySeconds } : spec,
    })
  }
  const found = { reason: 'FoundNewReplicaSet', message: `Found new replica set "${existing.metadata.name}"` }
  const needsCondition = hasProgressDeadline(deployment) && !getCondition(deployment.status?.conditions, PROGRESSING)
  noteNewReplicaSet(rollout, annotations[REVISION] ?? '', needsCondition ? found : undefined)
  return existing
}

/** Puts the revision and, where there is one, the Progressing condition on the Deployment. */
function noteNewReplicaSet(
  rollout: Rollout,
  revision: string,
  progress: { reason: string; message: string } | undefined,
): void {
  const { deployment, context } = rollout
  const annotations = deployment.metadata.annotations
  if (!progress && annotations?.[REVISION] === revision) return
  const status = progress
    ? {
        ...deployment.status,
        conditions: withCondition(
          deployment.status?.conditions,
          newCondition(PROGRESSING, 'True', progress.reason, progress.message, context.clock.now()),
        ),
      }
    : (deployment.status ?? {})
  writeStatus(rollout, status, { ...annotations, [REVISION]: revision })
}

function createNew(rollout: Rollout, oldRSs: readonly ReplicaSet[], revision: number): ReplicaSet | undefined {
  const { deployment, context } = rollout
  const wanted = newReplicaSet(deployment, oldRSs, revision)
  try {
    const created = context.create<ReplicaSet>(REPLICA_SETS, wanted)
    const size = replicasOf(created)
    if (size > 0)
      recordEvent(
        rollout,
        'Normal',
        'ScalingReplicaSet',
        `Scaled up replica set ${created.metadata.name} from 0 to ${size}`,
      )
    const progress = { reason: 'NewReplicaSetCreated', message: `Created new replica set "${created.metadata.name}"` }
    noteNewReplicaSet(rollout, String(revision), hasProgressDeadline(deployment) ? progress : undefined)
    return created
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    if (error.status.reason === 'AlreadyExists') return existingOrCollision(rollout, wanted)
    if (!isNamespaceTerminating(error)) reportFailure(rollout, wanted.metadata.name!, error)
    return undefined
  }
}

function newReplicaSet(deployment: Deployment, oldRSs: readonly ReplicaSet[], revision: number): ReplicaSet {
  const { name = '', namespace = '' } = deployment.metadata
  const { template, selector, minReadySeconds } = deployment.spec!
  const hash = computeHash(template, deployment.status?.collisionCount)
  const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash }
  const annotations = newReplicaSetAnnotations(deployment, undefined, revision)
  const desired = replicasOf(deployment)
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name.slice(0, MAX_NAME_LENGTH - hash.length - 1)}-${hash}`,
      namespace,
      labels,
      annotations: withReplicas(annotations, desired, desired + maxSurge(deployment)),
      ownerReferences: [newControllerRef(deployment, 'apps/v1', 'Deployment')],
    },
    spec: {
      replicas: newReplicaSetSize(deployment, oldRSs, 0),
      ...(minReadySeconds ? { minReadySeconds } : {}),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  }
}

/** The name is taken: by the Deployment's own replica set, or by another with the same hash; then another hash is tried. */
function existingOrCollision(rollout: Rollout, wanted: ReplicaSet): ReplicaSet | undefined {
  const { deployment, context } = rollout
  const { namespace = '', name = '' } = wanted.metadata
  const present = context.get<ReplicaSet>(REPLICA_SETS, namespace, name)
  const isOwn = present && controllerOf(present)?.uid === deployment.metadata.uid
  if (isOwn && isSameTemplate(present.spec?.template, deployment.spec?.template)) return present
  const collisionCount = (deployment.status?.collisionCount ?? 0) + 1
  writeStatus(rollout, { ...deployment.status, collisionCount })
  return undefined
}

function reportFailure(rollout: Rollout, name: string, error: StatusError): void {
  const { deployment, context } = rollout
  const reason = 'ReplicaSetCreateError'
  const message = `Failed to create new replica set "${name}": ${error.message}`
  const known = getCondition(deployment.status?.conditions, PROGRESSING)
  if (known?.reason === reason && known.message === message) return
  recordEvent(rollout, 'Warning', reason, message)
  if (!hasProgressDeadline(deployment)) return
  const condition = newCondition(PROGRESSING, 'False', reason, message, context.clock.now())
  writeStatus(rollout, { ...deployment.status, conditions: withCondition(deployment.status?.conditions, condition) })
}
