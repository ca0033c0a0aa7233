import type { ControllerRevision, Deployment, PodTemplateSpec, ReplicaSet } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import { quote } from '../../apimachinery/quote.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { type Client, resourcePath } from '../../client/client.ts'
import { LAST_APPLIED } from '../apply/last-applied.ts'
import { type DryRun, dryRunQuery } from '../dry-run.ts'
import { CommandError } from '../errors.ts'
import type { SelectedInfo } from '../resource/selected.ts'
import { atRevision, controllerRevisions, patchOf, type RevisedSet } from './controller-revisions.ts'
import { groupKind, isRolloutKind, unvisited } from './objects.ts'
import { REVISION, replicaSetsByRevision, withoutHash } from './replica-sets.ts'
import { templateText } from './template-text.ts'

const SUCCESS = 'rolled back'

/** Annotations that a Deployment keeps; all others come back from the replica set. */
const KEPT = [
  LAST_APPLIED,
  REVISION,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]

/** Takes an object back to a revision (0: to the one before) and returns what to say of it. */
export type Rollback = (toRevision: number, dryRun: DryRun) => Promise<string>

/** How an object is rolled back. Throws CommandError for kinds that cannot be. */
export function rollbackOf(info: SelectedInfo, client: Client): Rollback {
  if (isRolloutKind(info, 'Deployment')) return (...how) => undoDeployment(info, client, ...how)
  if (isRolloutKind(info, 'DaemonSet', 'StatefulSet')) return (...how) => undoSet(info, client, ...how)
  const unknown = unvisited(info)
  if (unknown) throw new CommandError(`error retrieving rollbacker for ${quote(groupKind(info))}, ${unknown}`)
  throw new CommandError(`no rollbacker has been implemented for ${quote(groupKind(info))}`)
}

const notInHistory = (revision: number) => new CommandError(`unable to find specified revision ${revision} in history`)

const skipped = (revision: number) => `skipped rollback (current template already matches revision ${revision})`

async function undoDeployment(info: SelectedInfo, client: Client, toRevision: number, dryRun: DryRun): Promise<string> {
  if (toRevision < 0) throw notInHistory(toRevision)
  const deployment = info.object as Deployment
  const target = replicaSetFor(await replicaSetsByRevision(client, deployment), toRevision, info.name)
  const template = target.spec?.template
  if (dryRun === 'client') return templateText(template)
  if (deployment.spec?.paused)
    throw new CommandError(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    )
  if (equal(withoutHash(template), withoutHash(deployment.spec?.template))) return skipped(toRevision)
  const patch = [
    { op: 'replace', path: '/spec/template', value: withoutHash(template) },
    { op: 'replace', path: '/metadata/annotations', value: annotationsAfter(deployment, target) },
  ]
  await restore(info, client, 'application/json-patch+json', patch, toRevision, dryRun)
  return SUCCESS
}

function replicaSetFor(all: ReadonlyMap<number, ReplicaSet>, toRevision: number, name: string): ReplicaSet {
  if (toRevision > 0) {
    const found = all.get(toRevision)
    if (!found) throw notInHistory(toRevision)
    return found
  }
  const previous = [...all].sort(([a], [b]) => a - b).at(-2)
  if (!previous) throw new CommandError(`no rollout history found for deployment ${quote(name)}`)
  return previous[1]
}

function annotationsAfter(deployment: Deployment, replicaSet: ReplicaSet): Record<string, string> {
  const own = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => KEPT.includes(key))
  const back = Object.entries(replicaSet.metadata.annotations ?? {}).filter(([key]) => !KEPT.includes(key))
  return Object.fromEntries([...own, ...back])
}

async function undoSet(info: SelectedInfo, client: Client, toRevision: number, dryRun: DryRun): Promise<string> {
  if (toRevision < 0) throw notInHistory(toRevision)
  const set = info.object as RevisedSet
  const revisions = await controllerRevisions(client, set)
  if (toRevision === 0 && revisions.size <= 1) throw new CommandError('no last revision to roll back to')
  const target = revisionFor(revisions, toRevision)
  const template: PodTemplateSpec | undefined = atRevision(set, target).spec?.template
  if (dryRun === 'client') return `will roll back to ${templateText(template)}`
  if (equal(template, set.spec?.template)) return skipped(toRevision)
  await restore(info, client, 'application/strategic-merge-patch+json', patchOf(target), toRevision, dryRun)
  return SUCCESS
}

function revisionFor(all: ReadonlyMap<number, ControllerRevision>, toRevision: number): ControllerRevision {
  const found = toRevision > 0 ? all.get(toRevision) : [...all].sort(([a], [b]) => a - b).at(-2)?.[1]
  if (!found) throw notInHistory(toRevision)
  return found
}

async function restore(
  info: SelectedInfo,
  client: Client,
  contentType: string,
  body: object,
  toRevision: number,
  dryRun: DryRun,
): Promise<void> {
  try {
    const path = resourcePath(info.resource, info.namespace, info.name)
    const query = dryRunQuery(dryRun)
    await client.request({ method: 'PATCH', path, query, contentType, body, userAgent: 'kubectl' })
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    throw new CommandError(`failed restoring revision ${toRevision}: ${error.message}`)
  }
}
