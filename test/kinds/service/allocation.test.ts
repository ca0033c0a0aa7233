import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Service, ServiceSpec } from '../../../src/api/types.gen.ts'
import { StatusError } from '../../../src/apimachinery/status.ts'
import type { RangeAllocation } from '../../../src/kinds/rangeallocation.ts'
import { needsNodePort } from '../../../src/kinds/service/service-type.ts'
import { ServiceCluster } from '../../controllers/service-cluster.ts'

const ports = [{ port: 80 }]
const addresses = (c: ServiceCluster) => c.list('ipaddresses.networking.k8s.io').map(a => a.metadata.name)
const refusal = (write: () => unknown): string => {
  try {
    write()
  } catch (error) {
    return (error as StatusError).message
  }
  return ''
}

/** The ports whose bits are set in the stored bitmap. */
function allocatedPorts(c: ServiceCluster): number[] {
  const data = c.get<RangeAllocation>('rangeallocations', '', 'servicenodeports')?.data ?? ''
  const number = BigInt(`0x0${Buffer.from(data, 'base64').toString('hex')}`)
  return Array.from({ length: 2768 }, (_, i) => 30000 + i).filter(port => (number >> BigInt(port - 30000)) & 1n)
}

describe('cluster IPs', () => {
  test('random ones come from the upper band, wanted ones from anywhere in the range', () => {
    const c = new ServiceCluster('10.0.0.0/24', 1, [])
    for (let i = 0; i < 20; i++) {
      const { spec } = c.service(`s${i}`, { ports })
      expect(Number(spec!.clusterIP!.split('.')[3])).toBeGreaterThanOrEqual(16)
      expect(spec!.clusterIPs).toEqual([spec!.clusterIP])
    }
    expect(c.service('low', { ports, clusterIP: '10.0.0.3' }).spec!.clusterIPs).toEqual(['10.0.0.3'])
    expect(c.get('ipaddresses.networking.k8s.io', '', '10.0.0.3')).toMatchObject({
      metadata: { labels: { 'ipaddress.kubernetes.io/ip-family': 'IPv4' } },
      spec: { parentRef: { resource: 'services', namespace: 'default', name: 'low' } },
    })
  })

  test('a range is used up to the last address and says so then', () => {
    const c = new ServiceCluster('10.0.0.0/28', 1, [])
    for (let i = 0; i < 14; i++) c.service(`s${i}`, { ports })
    expect(refusal(() => c.service('more', { ports }))).toBe(
      'Internal error occurred: failed to allocate a serviceIP: range is full',
    )
    c.delete('services', 'default', 's3')
    expect(refusal(() => c.service('more', { ports }))).toBe('')
  })

  test('what cannot be had', () => {
    const c = new ServiceCluster()
    const wanting = (clusterIP: string) => refusal(() => c.service('x', { ports, clusterIP }))
    expect(wanting('10.96.0.1')).toContain('failed to allocate IP 10.96.0.1: provided IP is already allocated')
    expect(wanting('10.200.0.1')).toContain('the provided network does not match the current range')
    expect(wanting('10.96.0.0')).toContain(
      'the provided IP (10.96.0.0) is not in the valid range. The range of valid IPs is 10.96.0.0/12',
    )
  })

  test('a dry run takes nothing', () => {
    const c = new ServiceCluster()
    const before = addresses(c)
    c.dryRun = true
    const { spec } = c.service('x', { ports, type: 'NodePort' })
    expect(spec!.clusterIP).toBe('10.96.0.0')
    expect(spec!.ports![0]!.nodePort).toBe(32769)
    expect(addresses(c)).toEqual(before)
  })
})

describe('node ports', () => {
  test('TCP and UDP of one number share one; another service cannot have it', () => {
    const c = new ServiceCluster()
    const dns = (protocol: string) => ({ name: protocol.toLowerCase(), port: 53, protocol })
    const { spec } = c.service('dns', { type: 'NodePort', ports: [dns('TCP'), dns('UDP')] })
    const [tcp, udp] = spec!.ports!
    expect(tcp!.nodePort).toBe(udp!.nodePort)
    expect(tcp!.nodePort).toBeGreaterThanOrEqual(30086)
    const wanted = { type: 'NodePort', ports: [{ port: 1, nodePort: tcp!.nodePort! }] }
    expect(refusal(() => c.service('thief', wanted))).toBe(
      `Service "thief" is invalid: spec.ports[0].nodePort: Invalid value: ${tcp!.nodePort}: provided port is already allocated`,
    )
  })

  test('a port is not given twice to the two ports of one update', () => {
    const c = new ServiceCluster()
    const web = c.service('web', { type: 'NodePort', ports: [{ name: 'a', port: 1, nodePort: 30001 }] })
    const updated = c.update<Service>('services', {
      ...web,
      spec: {
        ...web.spec,
        ports: [
          { name: 'a', port: 1 },
          { name: 'b', port: 2 },
        ],
      },
    })
    expect(updated.spec!.ports![0]!.nodePort).toBe(30001)
    expect(allocatedPorts(c)).toEqual(updated.spec!.ports!.map(p => p.nodePort).sort())
  })

  test('the health check port comes and goes with externalTrafficPolicy Local', () => {
    const c = new ServiceCluster()
    const lb = c.service('lb', { type: 'LoadBalancer', externalTrafficPolicy: 'Local', ports })
    expect(allocatedPorts(c)).toContain(lb.spec!.healthCheckNodePort)
    const cluster = c.update<Service>('services', { ...lb, spec: { ...lb.spec, externalTrafficPolicy: 'Cluster' } })
    expect(cluster.spec!.healthCheckNodePort).toBeUndefined()
    expect(allocatedPorts(c)).toEqual([lb.spec!.ports![0]!.nodePort])
  })
})

test('whatever happens to services, each address and node port has one owner and none is lost', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd')
  const spec: fc.Arbitrary<ServiceSpec> = fc.record(
    {
      type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
      externalName: fc.constantFrom('example.com'),
      externalTrafficPolicy: fc.constantFrom('Local', 'Cluster'),
      clusterIP: fc.constantFrom('10.0.0.3', '10.0.0.4', 'None', ''),
      ports: fc.uniqueArray(
        fc.record(
          { name: fc.constantFrom('p', 'q'), port: fc.constantFrom(80, 81), nodePort: fc.constantFrom(30001, 30002) },
          { requiredKeys: ['name', 'port'] },
        ),
        { selector: p => p.name, minLength: 1, maxLength: 2 },
      ),
    },
    { requiredKeys: ['ports'] },
  )
  const step = fc.record({ action: fc.constantFrom('create', 'update', 'delete'), name, spec })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), fc.integer(), (steps, seed) => {
      const c = new ServiceCluster('10.0.0.0/27', seed, [])
      for (const { action, name, spec } of steps) {
        try {
          if (action === 'delete') c.delete('services', 'default', name)
          else if (action === 'create') c.service(name, spec)
          else c.update<Service>('services', { metadata: { name, namespace: 'default' }, spec })
        } catch (error) {
          expect(error).toBeInstanceOf(StatusError)
        }
        const specs = c.list<Service>('services').map(s => s.spec!)
        const owned = specs.flatMap(s => s.clusterIPs ?? []).filter(ip => ip !== 'None')
        expect(addresses(c)).toEqual([...owned].sort())
        const nodePorts = specs
          .filter(needsNodePort)
          .flatMap(s => [
            ...new Set([...s.ports!.map(p => p.nodePort ?? 0), s.healthCheckNodePort ?? 0].filter(p => p)),
          ])
        expect(allocatedPorts(c)).toEqual(nodePorts.sort())
      }
    }),
    { numRuns: 150 },
  )
})
