import { type KubeObject, withGroup } from '../../api/object.ts'
import type { DaemonSet, Deployment, StatefulSet } from '../../api/types.gen.ts'
import { quote } from '../../apimachinery/quote.ts'
import { CommandError } from '../errors.ts'
import type { SelectedInfo } from '../resource/selected.ts'
import { isRolloutKind } from './objects.ts'
import { REVISION } from './replica-sets.ts'

/** How far a rollout is, in kubectl's words. */
export interface RolloutStatus {
  text: string
  done: boolean
}

/** Tells how far the rollout of an object is; `revision` 0 is the newest. Throws CommandError for one that has failed. */
export type StatusViewer = (object: KubeObject, revision: number) => RolloutStatus

/** The status viewer of an object's kind. Throws CommandError for kinds without rollouts. */
export function statusViewerFor(info: SelectedInfo): StatusViewer {
  if (isRolloutKind(info, 'Deployment')) return (object, revision) => deploymentStatus(object as Deployment, revision)
  if (isRolloutKind(info, 'DaemonSet')) return object => daemonSetStatus(object as DaemonSet)
  if (isRolloutKind(info, 'StatefulSet')) return object => statefulSetStatus(object as StatefulSet)
  const { kind, group } = info.resource
  throw new CommandError(`no status viewer has been implemented for ${withGroup(kind, group)}`)
}

const waiting = (text: string): RolloutStatus => ({ text: `${text}\n`, done: false })
const finished = (text: string): RolloutStatus => ({ text: `${text}\n`, done: true })

function isObserved({ metadata }: KubeObject, observedGeneration: number | undefined): boolean {
  return (metadata.generation ?? 0) <= (observedGeneration ?? 0)
}

function deploymentStatus(deployment: Deployment, revision: number): RolloutStatus {
  const { metadata, spec, status = {} } = deployment
  if (revision > 0) checkRevision(deployment, revision)
  if (!isObserved(deployment, status.observedGeneration))
    return waiting('Waiting for deployment spec update to be observed...')
  const name = quote(metadata.name ?? '')
  if (status.conditions?.find(c => c.type === 'Progressing')?.reason === 'ProgressDeadlineExceeded')
    throw new CommandError(`deployment ${name} exceeded its progress deadline`)
  const { replicas = 0, updatedReplicas: updated = 0, availableReplicas: available = 0 } = status
  const prefix = `Waiting for deployment ${name} rollout to finish:`
  if (spec?.replicas !== undefined && updated < spec.replicas)
    return waiting(`${prefix} ${updated} out of ${spec.replicas} new replicas have been updated...`)
  if (replicas > updated) return waiting(`${prefix} ${replicas - updated} old replicas are pending termination...`)
  if (available < updated) return waiting(`${prefix} ${available} of ${updated} updated replicas are available...`)
  return finished(`deployment ${name} successfully rolled out`)
}

function checkRevision({ metadata }: Deployment, revision: number): void {
  const text = metadata.annotations?.[REVISION]
  if (text !== undefined && !/^[+-]?[0-9]{1,18}$/.test(text))
    throw new CommandError(
      `cannot get the revision of deployment ${quote(metadata.name ?? '')}: strconv.ParseInt: parsing ${quote(text)}: invalid syntax`,
    )
  const running = Number(text ?? 0)
  if (running !== revision)
    throw new CommandError(`desired revision (${revision}) is different from the running revision (${running})`)
}

function requireRollingUpdate(type: string | undefined): void {
  if (type !== 'RollingUpdate')
    throw new CommandError('rollout status is only available for RollingUpdate strategy type')
}

function daemonSetStatus(set: DaemonSet): RolloutStatus {
  const { metadata, spec, status } = set
  requireRollingUpdate(spec?.updateStrategy?.type)
  if (!isObserved(set, status?.observedGeneration))
    return waiting('Waiting for daemon set spec update to be observed...')
  const name = quote(metadata.name ?? '')
  const { desiredNumberScheduled: desired = 0, updatedNumberScheduled: updated = 0, numberAvailable = 0 } = status ?? {}
  const prefix = `Waiting for daemon set ${name} rollout to finish:`
  if (updated < desired) return waiting(`${prefix} ${updated} out of ${desired} new pods have been updated...`)
  if (numberAvailable < desired)
    return waiting(`${prefix} ${numberAvailable} of ${desired} updated pods are available...`)
  return finished(`daemon set ${name} successfully rolled out`)
}

function statefulSetStatus(set: StatefulSet): RolloutStatus {
  const { spec, status } = set
  requireRollingUpdate(spec?.updateStrategy?.type)
  if (!status?.observedGeneration || !isObserved(set, status.observedGeneration))
    return waiting('Waiting for statefulset spec update to be observed...')
  const { readyReplicas = 0, updatedReplicas: updated = 0, currentReplicas = 0 } = status
  const { replicas = 0 } = spec ?? {}
  if (readyReplicas < replicas) return waiting(`Waiting for ${replicas - readyReplicas} pods to be ready...`)
  const { rollingUpdate } = spec?.updateStrategy ?? {}
  if (rollingUpdate) {
    const wanted = replicas - (rollingUpdate.partition ?? 0)
    if (rollingUpdate.partition !== undefined && updated < wanted)
      return waiting(
        `Waiting for partitioned roll out to finish: ${updated} out of ${wanted} new pods have been updated...`,
      )
    return finished(`partitioned roll out complete: ${updated} new pods have been updated...`)
  }
  if (status.updateRevision !== status.currentRevision)
    return waiting(
      `waiting for statefulset rolling update to complete ${updated} pods at revision ${status.updateRevision}...`,
    )
  return finished(
    `statefulset rolling update complete ${currentReplicas} pods at revision ${status.currentRevision}...`,
  )
}
