import type { Node } from '../api/types.gen.ts'
import type { ControllerContext } from '../controllers/controller.ts'
import { type ClusterUsage, clusterUsage, usageChanges, usageOf } from './node-usage.ts'
import type { NodeInfo } from './plugins/plugin.ts'
import type { Amounts } from './pod-requests.ts'
import { resourceAmount } from './resource-amount.ts'

const known = new WeakMap<Node, Amounts>()

/** What there was when the nodes were last asked for. */
interface Before {
  nodes: readonly Node[]
  usage: ClusterUsage
  /** How many of the usage's changes had been seen. */
  seen: number
  infos: readonly NodeInfo[]
  /** Where each node is among them. */
  places: ReadonlyMap<string, number>
}

const before = new WeakMap<ControllerContext, Before>()

/** All nodes with what is taken of them now. A node about which nothing has changed is the very same one as the last time. */
export function nodeInfos(context: ControllerContext): readonly NodeInfo[] {
  const usage = clusterUsage(context)
  const nodes = context.list<Node>('nodes')
  const changes = usageChanges(usage)
  const last = before.get(context)
  if (last?.nodes === nodes && last.usage === usage) {
    last.infos = withChanges(last, changes)
    last.seen = changes.length
    return last.infos
  }
  const infos = nodes.map((node, i) => {
    const was = last?.infos[i]
    const used = usageOf(usage, node.metadata.name!)
    return was?.node === node && was.usage === used ? was : nodeInfo(node, used)
  })
  const places = last?.nodes === nodes ? last.places : new Map(infos.map(({ name }, i) => [name, i]))
  before.set(context, { nodes, usage, seen: changes.length, infos, places })
  return infos
}

function withChanges({ usage, seen, infos, places }: Before, changes: readonly string[]): readonly NodeInfo[] {
  if (seen === changes.length) return infos
  const copy = [...infos]
  for (let i = seen; i < changes.length; i++) {
    const place = places.get(changes[i]!)
    if (place !== undefined) copy[place] = nodeInfo(copy[place]!.node, usageOf(usage, changes[i]!))
  }
  return copy
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
