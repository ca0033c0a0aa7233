import type { ReplicaSet } from '../api/types.gen.ts'
import type { Controller } from './controller.ts'
import { replicaManager } from './replicaset/manager.ts'

/** Keeps the number of each ReplicaSet's pods what its spec says. */
export const replicaSetController: Controller = replicaManager({
  component: 'replicaset-controller',
  resource: 'replicasets.apps',
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  asReplicaSet: object => object as ReplicaSet,
  statusOf: status => status,
})
