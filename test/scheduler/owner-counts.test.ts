import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ControllerContext } from '../../src/controllers/controller.ts'
import { OwnerCounts } from '../../src/scheduler/owner-counts.ts'
import type { NodeInfo } from '../../src/scheduler/plugins/plugin.ts'

const ZONE = 'topology.kubernetes.io/zone'

function nodeInfo(name: string, zone: string | undefined, pods: number): NodeInfo {
  const labels: Record<string, string> = zone === undefined ? {} : { [ZONE]: zone }
  return withPods({ node: { metadata: { name, labels } }, name, allocatable: {} } as NodeInfo, pods)
}

function withPods(info: NodeInfo, pods: number): NodeInfo {
  const owners: Record<string, number> = pods ? { mine: pods, other: 7 } : { other: 7 }
  return { ...info, usage: { pods: 0, requested: {}, nonZero: { cpu: 0, memory: 0 }, ports: [], owners } }
}

const zone = fc.constantFrom(undefined, 'a', 'b', '__proto__')
const count = fc.integer({ min: 0, max: 4 })
const step = fc.oneof(
  fc.record({ do: fc.constant('pods' as const), place: fc.nat(5), pods: count }),
  fc.record({ do: fc.constant('relabel' as const), place: fc.nat(5), zone, pods: count }),
  fc.record({ do: fc.constant('add' as const), zone, pods: count }),
  fc.record({ do: fc.constant('remove' as const), place: fc.nat(5) }),
)

/** How many pods there are in the domain of each place, undefined where it has none. */
function countsAt(counts: OwnerCounts, length: number): (number | undefined)[] {
  const sums = new Float64Array(length)
  counts.addTo(sums, [...sums.keys()], 2, 1)
  return [...sums].map(sum => (sum === 0 ? undefined : (sum - 1) / 2))
}

describe('OwnerCounts', () => {
  it('are always what counting anew would give', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), steps => {
        const context = {} as ControllerContext
        let nodes: NodeInfo[] = [nodeInfo('n', 'a', 1)]
        for (const change of steps) {
          const place = 'place' in change ? change.place % Math.max(nodes.length, 1) : 0
          const at = nodes[place]
          if (change.do === 'add') nodes = [...nodes, nodeInfo(`n${nodes.length}`, change.zone, change.pods)]
          else if (change.do === 'remove') nodes = nodes.filter((_, i) => i !== place)
          else if (at && change.do === 'pods') nodes = nodes.with(place, withPods(at, change.pods))
          else if (at && change.do === 'relabel') nodes = nodes.with(place, nodeInfo(at.name, change.zone, change.pods))
          const kept = OwnerCounts.of(context, 'mine', ZONE)
          const fresh = OwnerCounts.of({} as ControllerContext, 'mine', ZONE)
          kept.update(nodes)
          fresh.update(nodes)
          expect(kept.domains).toBe(fresh.domains)
          expect(countsAt(kept, nodes.length)).toEqual(countsAt(fresh, nodes.length))
        }
      }),
    )
  })

  it('are those of the whole domain', () => {
    const counts = OwnerCounts.of({} as ControllerContext, 'mine', ZONE)
    counts.update([nodeInfo('x', 'a', 2), nodeInfo('y', 'b', 1), nodeInfo('z', 'a', 3), nodeInfo('w', undefined, 9)])
    expect(countsAt(counts, 4)).toEqual([5, 1, 5, undefined])
    expect(counts.domains).toBe(2)
  })
})
