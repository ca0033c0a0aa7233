import type { Deployment, DeploymentStatus, ReplicaSet } from '../../api/types.gen.ts'
import type { ControllerContext } from '../controller.ts'

export const DEPLOYMENTS = 'deployments.apps'
export const REPLICA_SETS = 'replicasets.apps'
export const DEPLOYMENT_CONTROLLER = 'deployment-controller'

/** One sync of one Deployment: the Deployment as it is after what the sync has written so far. */
export interface Rollout {
  deployment: Deployment
  readonly context: ControllerContext
}

/** A Deployment's replica sets: the one of its present template, if there is one, and all others. */
export interface ReplicaSets {
  newRS: ReplicaSet | undefined
  oldRSs: ReplicaSet[]
}

/** All replica sets, old ones first. */
export function allOf({ newRS, oldRSs }: ReplicaSets): ReplicaSet[] {
  return newRS ? [...oldRSs, newRS] : oldRSs
}

/** Writes the Deployment's status, with the annotations (the status endpoint stores them too). */
export function writeStatus(rollout: Rollout, status: DeploymentStatus, annotations?: Record<string, string>): void {
  const { deployment, context } = rollout
  const metadata = annotations ? { ...deployment.metadata, annotations } : deployment.metadata
  rollout.deployment = context.updateStatus<Deployment>(DEPLOYMENTS, { ...deployment, metadata, status })
}

/** Records an event about the Deployment. */
export function recordEvent(rollout: Rollout, type: 'Normal' | 'Warning', reason: string, message: string): void {
  rollout.context.event({ about: rollout.deployment, type, reason, message, component: DEPLOYMENT_CONTROLLER })
}
