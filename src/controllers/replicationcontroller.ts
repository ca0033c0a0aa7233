import type { KubeObject } from '../api/object.ts'
import type { ReplicaSet, ReplicationController } from '../api/types.gen.ts'
import type { Controller } from './controller.ts'
import { replicaManager } from './replicaset/manager.ts'

/** A ReplicationController's selector is what a ReplicaSet's matchLabels are. */
function asReplicaSet(object: KubeObject): ReplicaSet {
  const { spec, ...rest } = object as ReplicationController
  const { selector, ...others } = spec ?? {}
  return { ...rest, spec: { ...others, selector: { matchLabels: selector ?? {} } } }
}

/** Keeps the number of each ReplicationController's pods what its spec says. */
export const replicationController: Controller = replicaManager({
  component: 'replication-controller',
  resource: 'replicationcontrollers',
  apiVersion: 'v1',
  kind: 'ReplicationController',
  asReplicaSet,
  statusOf({ terminatingReplicas: _, ...status }) {
    return status
  },
})
