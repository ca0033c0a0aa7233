import type { Node } from '../api/types.gen.ts'
import type { ControllerContext } from '../controllers/controller.ts'
import { clusterUsage, usageOf } from './node-usage.ts'
import type { NodeInfo } from './plugins/plugin.ts'
import type { Amounts } from './pod-requests.ts'
import { resourceAmount } from './resource-amount.ts'

const known = new WeakMap<Node, Amounts>()

const before = new WeakMap<ControllerContext, readonly NodeInfo[]>()

/** All nodes with what is taken of them now. A node about which nothing has changed is the very same one as the last time. */
export function nodeInfos(context: ControllerContext): readonly NodeInfo[] {
  const usage = clusterUsage(context)
  const nodes = context.list<Node>('nodes')
  const last = before.get(context)
  let infos = last?.length === nodes.length ? last : undefined
  let copy: NodeInfo[] | undefined
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!
    const used = usageOf(usage, node.metadata.name!)
    const was = infos?.[i]
    if (was?.node === node && was.usage === used) continue
    copy ??= infos ? [...infos] : []
    copy[i] = nodeInfo(node, used)
  }
  infos = copy ?? infos ?? []
  before.set(context, infos)
  return infos
}

/** One node with what is taken of it. */
export function nodeInfo(node: Node, usage: NodeInfo['usage']): NodeInfo {
  return { node, name: node.metadata.name!, allocatable: allocatableOf(node), usage }
}

function allocatableOf(node: Node): Amounts {
  let amounts = known.get(node)
  if (!amounts) {
    amounts = {}
    for (const [name, quantity] of Object.entries(node.status?.allocatable ?? {}))
      amounts[name] = resourceAmount(name, quantity)
    known.set(node, amounts)
  }
  return amounts
}
