import type { ControllerContext } from '../controllers/controller.ts'
import type { NodeInfo } from './plugins/plugin.ts'
import { labelOf } from './plugins/pod-topology-spread.ts'

/** So many controllers' counts are kept at once. */
const MAX_KEPT = 32
const kept = new WeakMap<ControllerContext, Map<string, OwnerCounts>>()

/** How many pods of one controller each domain of a label has. Nodes are known by their place among an attempt's nodes. */
export class OwnerCounts {
  private nodes: readonly NodeInfo[] = []
  /** The number of each node's domain, -1 where it has none. */
  private domainAt: number[] = []
  /** By the domain's number. */
  private counts: number[] = []

  private constructor(
    private readonly owner: string,
    private readonly label: string,
  ) {}

  /** The counts as they were when they were last asked for. */
  static of(context: ControllerContext, owner: string, label: string): OwnerCounts {
    let all = kept.get(context)
    if (!all) {
      all = new Map()
      kept.set(context, all)
    }
    const key = `${owner} ${label}`
    let counts = all.get(key)
    if (!counts) {
      if (all.size >= MAX_KEPT) all.clear()
      counts = new OwnerCounts(owner, label)
      all.set(key, counts)
    }
    return counts
  }

  /** Brings the counts up to date, with a look only at the nodes that have changed; all anew where the nodes are not the same. */
  update(nodes: readonly NodeInfo[]): void {
    const before = this.nodes
    this.nodes = nodes
    if (before === nodes) return
    if (before.length !== nodes.length) return this.count()
    for (let place = 0; place < nodes.length; place++) {
      const now = nodes[place]!
      const was = before[place]!
      if (now === was) continue
      if (now.node !== was.node) return this.count()
      const domain = this.domainAt[place]!
      if (domain >= 0) this.counts[domain]! += this.ownOn(now) - this.ownOn(was)
    }
  }

  /** How many domains there are. */
  get domains(): number {
    return this.counts.length
  }

  /** Adds `weight` for each pod in the domain of the node at each place, and `base` besides; nothing where it has no domain. */
  addTo(sums: Float64Array, places: readonly number[], weight: number, base: number): void {
    const { counts, domainAt } = this
    for (let i = 0; i < places.length; i++) {
      const domain = domainAt[places[i]!]!
      if (domain >= 0) sums[i]! += counts[domain]! * weight + base
    }
  }

  private ownOn({ usage }: NodeInfo): number {
    return Object.hasOwn(usage.owners, this.owner) ? usage.owners[this.owner]! : 0
  }

  private count(): void {
    const numbers = new Map<string, number>()
    this.domainAt = []
    this.counts = []
    for (const node of this.nodes) {
      const domain = labelOf(node, this.label)
      let number = domain === undefined ? -1 : numbers.get(domain)
      if (number === undefined) {
        number = this.counts.push(0) - 1
        numbers.set(domain!, number)
      }
      this.domainAt.push(number)
      if (number >= 0) this.counts[number]! += this.ownOn(node)
    }
  }
}
