import type { Binding, Node, Pod, PodCondition, PodStatus } from '../api/types.gen.ts'
import { formatTime } from '../apimachinery/clock.ts'
import { equal } from '../apimachinery/equality.ts'
import { type Controller, type ControllerContext, objectKey, splitKey } from '../controllers/controller.ts'
import { reserve } from '../kubelet/node-ledger.ts'
import type { Change } from '../storage/store.ts'
import { fitError } from './fit-error.ts'
import { countPlacement, forgetCounts } from './matching-pods.ts'
import { DYNAMIC_RESOURCES, hasItsClaims } from './plugins/dynamic-resources.ts'
import { bindClaims } from './plugins/volume-binding.ts'
import { preempt } from './preemption.ts'
import { helpedByLeaving, helpedByNode, helpedByPlacement } from './queueing-hints.ts'
import { type Diagnosis, schedulePod } from './schedule-pod.ts'
import { refusedBy, setUnschedulable } from './unschedulable-pods.ts'

const NAME = 'default-scheduler'

/** Gives pods their nodes (kube-scheduler with its default profile). Keys are those of pods. */
export const scheduler: Controller = {
  name: NAME,
  manager: 'kube-scheduler',
  watches: {
    pods: podChanged,
    nodes: nodeChanged,
    persistentvolumeclaims: (_, context) => refusedBy(context, ['VolumeBinding']),
    persistentvolumes: (_, context) => refusedBy(context, ['VolumeBinding']),
    'storageclasses.storage.k8s.io': (_, context) => refusedBy(context, ['VolumeBinding']),
    'resourceclaims.resource.k8s.io': (_, context) => refusedBy(context, [DYNAMIC_RESOURCES]),
    'deviceclasses.resource.k8s.io': (_, context) => refusedBy(context, [DYNAMIC_RESOURCES]),
    namespaces: (_, context) => refusedBy(context, ['InterPodAffinity']),
  },
  sync,
}

function podChanged(change: Change, context: ControllerContext): readonly string[] {
  const pod = change.object as Pod
  const old = change.old as Pod | undefined
  if (change.type === 'DELETED' || isOver(pod)) {
    if (!pod.spec?.nodeName) return [objectKey(pod)]
    if (old && isOver(old)) return []
    forgetCounts(context)
    return helpedByLeaving(context)
  }
  if (pod.spec?.nodeName) {
    if (change.type === 'MODIFIED' && !changedForScheduling(pod, old)) return []
    if (change.type === 'ADDED' || old?.spec?.nodeName) forgetCounts(context)
    return helpedByPlacement(context)
  }
  if (change.type === 'MODIFIED' && !changedForScheduling(pod, old)) return []
  return [objectKey(pod)]
}

/** A change of the status alone is no reason to look at a pod again. */
function changedForScheduling(pod: Pod, old: Pod | undefined): boolean {
  return (
    pod.spec?.nodeName !== old?.spec?.nodeName ||
    pod.metadata.generation !== old?.metadata.generation ||
    pod.metadata.deletionTimestamp !== old?.metadata.deletionTimestamp ||
    !equal(pod.metadata.labels, old?.metadata.labels) ||
    !equal(pod.status?.resourceClaimStatuses, old?.status?.resourceClaimStatuses)
  )
}

function nodeChanged(change: Change, context: ControllerContext): readonly string[] {
  if (change.type === 'DELETED') return []
  return helpedByNode(context, change.object as Node, change.old as Node | undefined)
}

function sync(key: string, context: ControllerContext): void {
  const { namespace, name } = splitKey(key)
  const pod = context.get<Pod>('pods', namespace, name)
  if (!pod || pod.spec?.nodeName || pod.metadata.deletionTimestamp || isOver(pod)) {
    setUnschedulable(context, key, undefined)
    return
  }
  // Gates are closed by the API server's own condition; other schedulers' pods are their business.
  if (pod.spec?.schedulerName !== NAME || pod.spec.schedulingGates?.length) return
  if (!hasItsClaims(pod, context)) {
    const { metadata, spec } = pod
    setUnschedulable(context, key, { uid: metadata.uid!, priority: spec.priority ?? 0, plugins: [DYNAMIC_RESOURCES] })
    return
  }
  const outcome = schedulePod(context, pod)
  if ('node' in outcome) bind(context, key, pod, outcome.node)
  else fail(context, key, pod, outcome.diagnosis)
}

function bind(context: ControllerContext, key: string, pod: Pod, node: string): void {
  const { namespace, name, uid } = pod.metadata
  if (!bindClaims(context, pod, context.get<Node>('nodes', '', node)!)) {
    // it goes there when its volumes do
    setUnschedulable(context, key, { uid: uid!, priority: pod.spec?.priority ?? 0, plugins: ['VolumeBinding'] })
    return
  }
  const binding: Binding = {
    apiVersion: 'v1',
    kind: 'Binding',
    metadata: { namespace: namespace!, name: name!, uid: uid! },
    target: { kind: 'Node', name: node },
  }
  context.createSubresource('pods', namespace!, name!, 'binding', binding)
  context.event({
    about: pod,
    type: 'Normal',
    reason: 'Scheduled',
    action: 'Binding',
    message: `Successfully assigned ${key} to ${node}`,
    component: NAME,
  })
  setUnschedulable(context, key, undefined)
  reserve(context, node, key, pod)
  countPlacement(context, pod, node)
}

function fail(context: ControllerContext, key: string, pod: Pod, diagnosis: Diagnosis): void {
  const preemption = preempt(context, diagnosis)
  const message = fitError(diagnosis, 'message' in preemption ? preemption.message : undefined)
  const nominated = 'node' in preemption ? preemption.node : undefined
  context.event({
    about: pod,
    type: 'Warning',
    reason: 'FailedScheduling',
    action: 'Scheduling',
    message,
    component: NAME,
  })
  const status = unscheduledStatus(context, pod, message, nominated)
  if (!equal(status, pod.status)) context.updateStatus('pods', { ...pod, status })
  const rejections = diagnosis.preFilter ? [diagnosis.preFilter] : [...diagnosis.nodes.values()]
  setUnschedulable(context, key, {
    uid: pod.metadata.uid!,
    priority: pod.spec?.priority ?? 0,
    plugins: [...new Set(rejections.map(r => r.plugin))],
  })
}

function unscheduledStatus(
  context: ControllerContext,
  pod: Pod,
  message: string,
  nominated: string | undefined,
): PodStatus {
  const conditions = pod.status?.conditions ?? []
  const was = conditions.find(c => c.type === 'PodScheduled')
  const generation = pod.metadata.generation
  const condition = {
    lastProbeTime: null,
    lastTransitionTime: was?.status === 'False' ? was.lastTransitionTime : formatTime(context.clock.now()),
    message,
    ...(generation ? { observedGeneration: generation } : {}),
    reason: 'Unschedulable',
    status: 'False',
    type: 'PodScheduled',
  } as unknown as PodCondition
  const status: PodStatus = {
    ...pod.status,
    conditions: was ? conditions.map(c => (c === was ? condition : c)) : [...conditions, condition],
  }
  return nominated === undefined ? status : { ...status, nominatedNodeName: nominated }
}

function isOver(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
}
