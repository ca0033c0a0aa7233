import type { Node, Pod } from '../api/types.gen.ts'
import { formatTime } from '../apimachinery/clock.ts'
import { withDisruptionTarget } from '../kinds/pod/disruption-target.ts'
import type { Change } from '../storage/store.ts'
import { type Controller, type ControllerContext, objectKey, splitKey } from './controller.ts'

/** How long a node must be missing before its pods are given up: the collector's quarantine and its period. */
const QUARANTINE_SECONDS = 60

/** Removes the pods of nodes that are gone or never came (pod-garbage-collector-controller). Keys are those of pods. */
export const podGarbageCollector: Controller = {
  name: 'pod-garbage-collector-controller',
  manager: 'kube-controller-manager',
  watches: { pods: podChanged, nodes: nodeChanged },
  sync(key, context) {
    const since = context.getInternal<{ since: number }>(orphanKey(key))?.since
    const pod = orphan(context, key)
    if (!pod) {
      if (since !== undefined) context.putInternal(orphanKey(key), undefined)
      return
    }
    const now = context.clock.now().getTime()
    const due = (since ?? now) + QUARANTINE_SECONDS * 1000
    if (since === undefined) context.putInternal(orphanKey(key), { since: now })
    if (due > now) context.requeueAt(key, new Date(due))
    else collect(context, key, pod)
  },
}

const orphanKey = (key: string): string => `/kubette/orphans/${key}`

function podChanged(change: Change, context: ControllerContext): string[] {
  const pod = change.object as Pod
  const name = pod.spec?.nodeName
  if (!name || context.get<Node>('nodes', '', name)) return []
  return [objectKey(pod)]
}

function nodeChanged(change: Change, context: ControllerContext): string[] {
  if (change.type === 'MODIFIED') return []
  return context.byIndex<Pod>('pods', 'node', change.object.metadata.name!).map(objectKey)
}

/** The pod, if it is on a node that does not exist. */
function orphan(context: ControllerContext, key: string): Pod | undefined {
  const { namespace, name } = splitKey(key)
  const pod = context.get<Pod>('pods', namespace, name)
  const node = pod?.spec?.nodeName
  return node && !context.get<Node>('nodes', '', node) ? pod : undefined
}

function collect(context: ControllerContext, key: string, pod: Pod): void {
  const { namespace, name, uid } = pod.metadata
  const phase = pod.status?.phase
  if (phase !== 'Succeeded' && phase !== 'Failed') {
    const now = formatTime(context.clock.now())
    const marked = withDisruptionTarget(pod, 'DeletionByPodGC', 'PodGC: node no longer exists', now)
    context.updateStatus('pods', { ...marked, status: { ...marked.status, phase: 'Failed' } })
  }
  context.putInternal(orphanKey(key), undefined)
  context.delete('pods', namespace!, name!, { gracePeriodSeconds: 0, uid: uid! })
}
