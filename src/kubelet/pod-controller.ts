import type { Node, Pod } from '../api/types.gen.ts'
import { type Controller, type ControllerContext, objectKey, splitKey } from '../controllers/controller.ts'
import { isOwnStatusUpdate } from '../controllers/workloads/own-status.ts'
import type { Change } from '../storage/store.ts'
import { release } from './node-ledger.ts'
import { syncPod } from './pod-worker.ts'
import { setWaiting, waitingPods } from './waiting-pods.ts'

/** The kubelets of all nodes, as far as pods go. Keys are "node namespace/name". */
export const podController: Controller = {
  name: 'kubelet',
  manager: 'kubelet',
  watches: {
    pods: podChanged,
    nodes: nodeChanged,
    configmaps: referenceChanged,
    secrets: referenceChanged,
  },
  sync(key, context) {
    const space = key.indexOf(' ')
    const nodeName = key.slice(0, space)
    const podKey = key.slice(space + 1)
    const { namespace, name } = splitKey(podKey)
    const pod = context.get<Pod>('pods', namespace, name)
    if (pod?.spec?.nodeName !== nodeName) {
      release(context, nodeName, podKey)
      setWaiting(context, podKey, undefined)
      return
    }
    const node = context.get<Node>('nodes', '', nodeName)
    if (!node) return
    const again = syncPod(context, node, podKey, pod)
    if (again) context.requeueAt(key, again)
  },
}

function podChanged(change: Change): string[] {
  const pod = change.object as Pod
  const node = pod.spec?.nodeName
  if (!node || isOwnStatusUpdate(change)) return []
  return [`${node} ${objectKey(pod)}`]
}

/** A node that comes, or whose network does, starts the pods that were waiting for it. */
function nodeChanged(change: Change, context: ControllerContext): string[] {
  const node = change.object as Node
  const old = change.old as Node | undefined
  if (change.type === 'DELETED') return []
  if (old && old.spec?.podCIDR === node.spec?.podCIDR && addressOf(old) === addressOf(node)) return []
  const name = node.metadata.name!
  return context.byIndex<Pod>('pods', 'node', name).map(pod => `${name} ${objectKey(pod)}`)
}

function referenceChanged(change: Change, context: ControllerContext): string[] {
  if (change.type === 'DELETED') return []
  return waitingPods(context, change.object.metadata.namespace ?? '').map(({ key, node }) => `${node} ${key}`)
}

const addressOf = (node: Node): string | undefined =>
  node.status?.addresses?.find(a => a.type === 'InternalIP')?.address
