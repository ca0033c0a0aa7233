import type { DaemonSet, Node } from '../api/types.gen.ts'
import { equal } from '../apimachinery/equality.ts'
import { type Controller, type ControllerContext, splitKey } from './controller.ts'
import { cleanupHistory, hashOf, syncHistory } from './daemonset/history.ts'
import { carryOut, planNodes, type Rollout } from './daemonset/manage.ts'
import { podsByNode } from './daemonset/pods.ts'
import { planUpdate } from './daemonset/rolling-update.ts'
import { nextAvailable, statusOf } from './daemonset/status.ts'
import { DAEMON_SETS, daemonSetWatches } from './daemonset/watches.ts'
import { updateOwnStatus } from './workloads/own-status.ts'

function sync(key: string, context: ControllerContext): void {
  const { namespace, name } = splitKey(key)
  const set = context.get<DaemonSet>(DAEMON_SETS, namespace, name)
  if (!set || set.metadata.deletionTimestamp !== undefined) return
  const history = syncHistory(set, context)
  const hash = hashOf(history.current)
  const nodes = context.list<Node>('nodes')
  const rollout: Rollout = { set, hash, nodes, pods: podsByNode(set, context), context }
  // one thing after the other: what is made or deleted here brings the set back into the queue
  const managed = carryOut(rollout, planNodes(rollout))
  if (!managed && set.spec?.updateStrategy?.type === 'RollingUpdate') carryOut(rollout, planUpdate(rollout))
  const after: Rollout = { ...rollout, pods: podsByNode(set, context) }
  cleanupHistory(set, history, after.pods, context)
  const status = statusOf(after, history.collisionCount)
  if (!equal(status, set.status)) updateOwnStatus(context, DAEMON_SETS, set, status)
  const again = nextAvailable(after)
  if (again !== undefined) context.requeueAt(key, new Date(again))
}

/** Keeps one pod of a DaemonSet on every node where it belongs. */
export const daemonSetController: Controller = {
  name: 'daemonset-controller',
  manager: 'kube-controller-manager',
  watches: daemonSetWatches,
  sync,
}
