import type { Node, Pod } from '../api/types.gen.ts'
import { type ControllerContext, splitKey } from '../controllers/controller.ts'
import { nodeInfo } from './node-infos.ts'
import { clusterUsage, usageOf } from './node-usage.ts'
import type { NodeInfo } from './plugins/plugin.ts'
import { defaultProfile } from './profile.ts'
import { byPriority, refusedBy, unschedulablePods } from './unschedulable-pods.ts'

/** What depends on where other pods are. */
const POD_DEPENDENT = ['NodeResourcesFit', 'NodePorts', 'PodTopologySpread', 'InterPodAffinity']
/** What depends on the labels of other pods alone. */
const LABEL_DEPENDENT = ['PodTopologySpread', 'InterPodAffinity']

/** The waiting pods that a new or changed node may have room for, the most important first. */
export function helpedByNode(context: ControllerContext, node: Node, old: Node | undefined): readonly string[] {
  const pods = unschedulablePods(context)
  return byPriority(pods, key => {
    const { namespace, name } = splitKey(key)
    const pod = context.get<Pod>('pods', namespace, name)
    if (!pod) return false
    const usage = usageOf(clusterUsage(context), node.metadata.name!)
    const now = nodeInfo(node, usage)
    const before = old && nodeInfo(old, usage)
    return pods[key]!.plugins.some(
      plugin => refuses(context, pod, plugin, before) && !refuses(context, pod, plugin, now),
    )
  })
}

/** The waiting pods that may fit because a pod has left its node. */
export const helpedByLeaving = (context: ControllerContext): readonly string[] => refusedBy(context, POD_DEPENDENT)

/** The waiting pods that may fit because another pod was placed or its labels have changed. */
export const helpedByPlacement = (context: ControllerContext): readonly string[] => refusedBy(context, LABEL_DEPENDENT)

/** Whether a plugin keeps the pod from a node; a node that is not there is refused. */
function refuses(context: ControllerContext, pod: Pod, name: string, node: NodeInfo | undefined): boolean {
  if (!node) return true
  const plugin = defaultProfile.find(p => p.name === name)
  // Rules about several nodes cannot be judged by one alone: any change of it is worth a try.
  if (LABEL_DEPENDENT.includes(name)) return false
  return plugin?.filter?.({ pod, context, nodes: [node] })?.(node) !== undefined
}
