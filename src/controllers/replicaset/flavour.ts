import type { KubeObject } from '../../api/object.ts'
import type { ReplicaSet, ReplicaSetStatus } from '../../api/types.gen.ts'

/** What there is of the controller that keeps a number of pods: one for ReplicaSets, one for ReplicationControllers. */
export interface Flavour {
  /** The controller's name, also in events. */
  component: string
  resource: string
  apiVersion: string
  kind: string
  /** The object as a ReplicaSet; its parts are shared with it. */
  asReplicaSet(object: KubeObject): ReplicaSet
  /** The status as the kind has it. */
  statusOf(status: ReplicaSetStatus): object
}
