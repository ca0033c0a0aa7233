import { expect, it } from 'vitest'
import type { KubeObject } from '../../src/api/object.ts'
import type { Node } from '../../src/api/types.gen.ts'
import { fixedClock } from '../../src/apimachinery/clock.ts'
import { seededRandom } from '../../src/apimachinery/random.ts'
import { bootstrap } from '../../src/cluster/bootstrap.ts'

it('makes a cluster as kubeadm leaves it', () => {
  const objects = new Map<string, KubeObject>()
  const put = (key: string, object: KubeObject) => {
    objects.set(key, object)
    return object
  }
  bootstrap({ put }, fixedClock('2026-01-01T00:00:00Z'), seededRandom(1))
  const nodes = [...objects.keys()].filter(k => k.startsWith('/registry/minions/')).map(k => objects.get(k) as Node)
  expect(nodes.map(n => [n.metadata.name, n.spec!.podCIDR, n.status!.addresses![0]!.address])).toEqual([
    ['control-plane', '10.244.0.0/24', '172.18.0.2'],
    ['worker', '10.244.1.0/24', '172.18.0.3'],
    ['worker2', '10.244.2.0/24', '172.18.0.4'],
  ])
  expect(nodes[0]!.spec!.taints).toEqual([{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }])
  expect(objects.get('/registry/services/specs/default/kubernetes')).toMatchObject({ spec: { clusterIP: '10.96.0.1' } })
  for (const object of objects.values())
    expect(object.metadata).toMatchObject({ creationTimestamp: '2026-01-01T00:00:00Z', uid: expect.any(String) })
  expect(new Set([...objects.values()].map(o => o.metadata.uid)).size).toBe(objects.size)
  expect(JSON.stringify([...objects.values()])).not.toMatch(/%[A-Z]%/)
})
