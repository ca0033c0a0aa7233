import type { Node, Pod } from '../api/types.gen.ts'
import type { ControllerContext } from '../controllers/controller.ts'
import { matchesNodeAffinity } from '../scheduler/node-affinity.ts'
import { nodeInfo } from '../scheduler/node-infos.ts'
import { clusterUsage, usageOf } from '../scheduler/node-usage.ts'
import { nodePorts } from '../scheduler/plugins/node-ports.ts'
import { shortages } from '../scheduler/plugins/node-resources-fit.ts'
import { podRequests } from '../scheduler/pod-requests.ts'
import { untoleratedTaint } from '../scheduler/tolerations.ts'

/** Why a kubelet does not take a pod that it was given: what the pod's status says. */
export interface AdmissionFailure {
  reason: string
  message: string
}

const predicate = (name: string, why: string): AdmissionFailure => ({
  reason: name,
  message: `Predicate ${name} failed: ${why}`,
})

/** Checks, as a kubelet does, whether the node can take a pod that nobody may have scheduled; undefined when it can. */
export function admissionFailure(context: ControllerContext, node: Node, pod: Pod): AdmissionFailure | undefined {
  const info = nodeInfo(node, usageOf(clusterUsage(context), node.metadata.name!))
  const lacking = shortages(podRequests(pod).requests, info)[0]
  if (lacking) {
    const { resource, requested, used, capacity } = lacking
    return {
      reason: `OutOf${resource}`,
      message: `Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${used}, capacity: ${capacity}`,
    }
  }
  if (!matchesNodeAffinity(pod, node))
    return predicate('NodeAffinity', "node(s) didn't match Pod's node affinity/selector")
  const ports = nodePorts.filter?.({ pod, context, nodes: [info] })?.(info)
  if (ports) return predicate('NodePorts', ports.reasons[0]!)
  if (untoleratedTaint(node.spec?.taints, pod.spec?.tolerations, ['NoExecute']))
    return predicate('TaintToleration', "node(s) had taints that the pod didn't tolerate")
  return undefined
}
