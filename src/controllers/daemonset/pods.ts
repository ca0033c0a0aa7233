import type { Affinity, DaemonSet, NodeSelectorTerm, Pod } from '../../api/types.gen.ts'
import { newControllerRef } from '../../apimachinery/controller-ref.ts'
import { templateGenerationOf } from '../../kinds/daemonset/template-generation.ts'
import { namedNodes } from '../../scheduler/node-affinity.ts'
import type { ControllerContext } from '../controller.ts'
import { REVISION_HASH_LABEL } from '../history/controller-revisions.ts'
import { type Claim, claimable, claimObjects } from '../workloads/claim.ts'
import { podFromTemplate } from '../workloads/pod-control.ts'
import { isPodTerminal } from '../workloads/pod-state.ts'
import { tolerationsOf } from './node-fit.ts'

const TEMPLATE_GENERATION_LABEL = 'pod-template-generation'

/** A DaemonSet's pods by the node that they are meant for. */
export type PodsByNode = ReadonlyMap<string, readonly Pod[]>

/** The pods that are the set's, oldest first on each node; those that are over and being deleted count for nothing any more. */
export function podsByNode(set: DaemonSet, context: ControllerContext): PodsByNode {
  const byNode = new Map<string, Pod[]>()
  for (const pod of claimPods(set, context)) {
    if (isPodTerminal(pod) && pod.metadata.deletionTimestamp !== undefined) continue
    const node = targetNode(pod)
    if (node === undefined) continue
    const pods = byNode.get(node)
    if (pods) pods.push(pod)
    else byNode.set(node, [pod])
  }
  for (const pods of byNode.values()) pods.sort(byAssignmentAndAge)
  return byNode
}

function claimPods(set: DaemonSet, context: ControllerContext): Pod[] {
  const reference = newControllerRef(set, 'apps/v1', 'DaemonSet')
  const claim: Claim<Pod> = { owner: set, reference, resource: 'pods', selector: set.spec?.selector }
  return claimObjects(claimable(claim, context), claim, context)
}

/** The node that a pod is on, or that its affinity names. */
export function targetNode(pod: Pod): string | undefined {
  return pod.spec?.nodeName || [...(namedNodes(pod) ?? [])][0]
}

/** Those with a node first, then the oldest. */
function byAssignmentAndAge(a: Pod, b: Pod): number {
  const unassigned = (pod: Pod) => Number(!pod.spec?.nodeName)
  const age = ({ metadata }: Pod) => `${metadata.creationTimestamp} ${metadata.name}`
  return unassigned(a) - unassigned(b) || (age(a) < age(b) ? -1 : 1)
}

/** Whether the pod is of the set's present template. */
export function isUpdated(set: DaemonSet, pod: Pod, hash: string): boolean {
  const labels = pod.metadata.labels ?? {}
  return (
    (hash !== '' && labels[REVISION_HASH_LABEL] === hash) ||
    labels[TEMPLATE_GENERATION_LABEL] === String(templateGenerationOf(set))
  )
}

/** The pod of a node, of the present template. */
export function newPod(set: DaemonSet, hash: string, node: string): Pod {
  const pod = podFromTemplate(set.spec!.template, set, newControllerRef(set, 'apps/v1', 'DaemonSet'))
  pod.metadata.labels = {
    ...pod.metadata.labels,
    [TEMPLATE_GENERATION_LABEL]: String(templateGenerationOf(set)),
    [REVISION_HASH_LABEL]: hash,
  }
  const spec = pod.spec!
  return { ...pod, spec: { ...spec, affinity: onNode(spec.affinity, node), tolerations: tolerationsOf(spec) } }
}

/** The affinity with the node's name in place of all other demands on nodes (ReplaceDaemonSetPodNodeNameNodeAffinity). */
function onNode(affinity: Affinity | undefined, node: string): Affinity {
  const term: NodeSelectorTerm = { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }
  return {
    ...affinity,
    nodeAffinity: {
      ...affinity?.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] },
    },
  }
}
