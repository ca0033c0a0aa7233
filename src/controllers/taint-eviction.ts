import type { Node, Pod, Taint } from '../api/types.gen.ts'
import { formatTime } from '../apimachinery/clock.ts'
import { equal } from '../apimachinery/equality.ts'
import { withDisruptionTarget } from '../kinds/pod/disruption-target.ts'
import { tolerates } from '../scheduler/tolerations.ts'
import type { Change } from '../storage/store.ts'
import { type Controller, type ControllerContext, objectKey, splitKey } from './controller.ts'

/** Deletes pods from nodes whose NoExecute taints they do not tolerate, or not any longer (taint-eviction-controller). */
export const taintEviction: Controller = {
  name: 'taint-eviction-controller',
  manager: 'kube-controller-manager',
  watches: { nodes: nodeChanged, pods: podChanged },
  sync(key, context) {
    const { namespace, name } = splitKey(key)
    const pod = context.get<Pod>('pods', namespace, name)
    const node = pod?.spec?.nodeName ? context.get<Node>('nodes', '', pod.spec.nodeName) : undefined
    const seconds =
      pod && node && !pod.metadata.deletionTimestamp ? toleratedSeconds(pod, executingTaints(node)) : undefined
    const noted = context.getInternal<Eviction>(evictionKey(key))
    const since = noted?.uid === pod?.metadata.uid ? noted?.since : undefined
    if (!pod || seconds === undefined) {
      if (noted) context.putInternal(evictionKey(key), undefined)
      return
    }
    const now = context.clock.now().getTime()
    const due = (since ?? now) + seconds * 1000
    if (due <= now) {
      evict(context, pod)
      if (noted) context.putInternal(evictionKey(key), undefined)
      return
    }
    if (since === undefined) context.putInternal(evictionKey(key), { uid: pod.metadata.uid!, since: now })
    context.requeueAt(key, new Date(due))
  },
}

/** Since when (ms since 1970) a pod's time on its node is running out. */
interface Eviction {
  uid: string
  since: number
}

const evictionKey = (key: string): string => `/kubette/evictions/${key}`

function nodeChanged(change: Change, context: ControllerContext): string[] {
  const node = change.object as Node
  if (change.type === 'DELETED') return []
  const old = (change.old as Node | undefined) ?? { metadata: {} }
  if (executingTaints(node).length === 0 && executingTaints(old).length === 0) return []
  if (equal(node.spec?.taints, old.spec?.taints)) return []
  return context.byIndex<Pod>('pods', 'node', node.metadata.name!).map(objectKey)
}

function podChanged(change: Change, context: ControllerContext): string[] {
  const pod = change.object as Pod
  const old = change.old as Pod | undefined
  const name = pod.spec?.nodeName
  if (!name || change.type === 'DELETED') return []
  if (old?.spec?.nodeName === name && old.metadata.generation === pod.metadata.generation) return []
  const node = context.get<Node>('nodes', '', name)
  return node && executingTaints(node).length ? [objectKey(pod)] : []
}

const executingTaints = (node: Node): Taint[] => node.spec?.taints?.filter(t => t.effect === 'NoExecute') ?? []

/** How long the pod may stay: 0 where it does not tolerate all taints, undefined where it does so without limit. */
function toleratedSeconds(pod: Pod, taints: readonly Taint[]): number | undefined {
  let least: number | undefined
  for (const taint of taints) {
    const tolerations = pod.spec?.tolerations?.filter(t => tolerates(t, taint)) ?? []
    if (tolerations.length === 0) return 0
    for (const { tolerationSeconds } of tolerations)
      if (tolerationSeconds !== undefined) least = Math.min(least ?? tolerationSeconds, Math.max(0, tolerationSeconds))
  }
  return least
}

function evict(context: ControllerContext, pod: Pod): void {
  const { namespace, name, uid } = pod.metadata
  context.event({
    about: pod,
    type: 'Normal',
    reason: 'TaintManagerEviction',
    message: `Marking for deletion Pod ${namespace}/${name}`,
    component: 'taint-eviction-controller',
  })
  const now = formatTime(context.clock.now())
  const message = 'Taint manager: deleting due to NoExecute taint'
  context.updateStatus('pods', withDisruptionTarget(pod, 'DeletionByTaintManager', message, now))
  context.delete('pods', namespace!, name!, { uid: uid! })
}
