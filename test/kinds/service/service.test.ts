import { describe, expect, test } from 'vitest'
import type { Service, ServiceSpec } from '../../../src/api/types.gen.ts'
import type { StatusError } from '../../../src/apimachinery/status.ts'
import { service } from '../../../src/kinds/service.ts'
import { ServiceCluster } from '../../controllers/service-cluster.ts'

const ports = [{ port: 80 }]
const errorsOf = (write: () => unknown): string[] => {
  try {
    write()
  } catch (error) {
    return (error as StatusError).status.details!.causes!.map(c => `${c.field}: ${c.message}`)
  }
  return []
}
const create = (spec: ServiceSpec) => errorsOf(() => new ServiceCluster().service('x', spec))

test('the API server fills in what a service of each type leaves out', () => {
  const c = new ServiceCluster()
  expect(c.service('web', { ports }).spec).toEqual({
    clusterIP: expect.any(String),
    clusterIPs: [expect.any(String)],
    internalTrafficPolicy: 'Cluster',
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
    sessionAffinity: 'None',
    type: 'ClusterIP',
  })
  expect(c.service('headless', { clusterIP: 'None' }).spec).toMatchObject({
    ipFamilies: ['IPv4', 'IPv6'],
    ipFamilyPolicy: 'RequireDualStack',
  })
  expect(c.service('alias', { type: 'ExternalName', externalName: 'example.com.' }).spec).toEqual({
    externalName: 'example.com.',
    sessionAffinity: 'None',
    type: 'ExternalName',
  })
})

describe('refusals', () => {
  test('several at once, in the order of the API server', () => {
    const spec = {
      type: 'Clusterip',
      sessionAffinity: 'Sticky',
      selector: { 'app name': 'web' },
      ports: [{ port: 0, protocol: 'HTTP', targetPort: 99999 }],
    }
    expect(create(spec).map(e => e.slice(0, e.indexOf(':')))).toEqual([
      'spec.ports[0].port',
      'spec.ports[0].protocol',
      'spec.ports[0].targetPort',
      'spec.selector',
      'spec.sessionAffinity',
      'spec.type',
    ])
  })

  test.each<[ServiceSpec, string]>([
    [
      { ports, clusterIP: '10.96.55.300' },
      'spec.clusterIPs[0]: Invalid value: "10.96.55.300": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ],
    [{ ports, clusterIP: '10.96.055.3' }, 'spec.clusterIPs[0]: Invalid value: "10.96.055.3": must not have leading 0s'],
    [
      { ports, clusterIP: 'fd00::5' },
      'spec.clusterIPs[0]: Invalid value: ["fd00::5"]: IPv6 is not configured on this cluster',
    ],
    [{ ports, ipFamilies: ['IPv6'] }, 'spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster'],
    [
      { ports, ipFamilies: ['IPv4', 'IPv6'] },
      `spec.ipFamilyPolicy: Invalid value: "SingleStack": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified`,
    ],
    [
      { ports, ipFamilyPolicy: 'RequireDualStack' },
      'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
    ],
    [
      { ports, clusterIPs: ['10.96.1.1'] },
      'spec.clusterIPs: Invalid value: ["10.96.1.1"]: must be empty when `clusterIP` is not specified',
    ],
    [
      { type: 'ExternalName', externalName: 'a', clusterIP: '10.96.3.3' },
      'spec.clusterIPs: Forbidden: may not be set for ExternalName services',
    ],
    [
      { type: 'NodePort', clusterIP: 'None', ports },
      'spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services',
    ],
    [
      { ports, externalTrafficPolicy: 'Local' },
      'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
    ],
    [
      { ports, loadBalancerClass: 'a/b' },
      "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'",
    ],
    [
      { ports, allocateLoadBalancerNodePorts: true },
      "spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'",
    ],
    [
      { ports, trafficDistribution: 'Nearby' },
      'spec.trafficDistribution: Unsupported value: "Nearby": supported values: "PreferClose", "PreferSameNode", "PreferSameZone"',
    ],
    [
      {
        ports: [
          { port: 80, name: 'a' },
          { port: 80, name: 'b' },
        ],
      },
      'spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}',
    ],
    [
      { ports, type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.1/8'] },
      'spec.LoadBalancerSourceRanges[0]: Invalid value: "10.0.0.1/8": must not have bits set beyond the prefix length',
    ],
  ])('%j', (spec, message) => {
    expect(create(spec)).toEqual([message])
  })
})

describe('updates', () => {
  const patched = (c: ServiceCluster, old: Service, spec: ServiceSpec) =>
    c.update<Service>('services', { ...old, spec: { ...old.spec, ...spec } })

  test('a cluster IP may not change, nor be taken away or given', () => {
    const c = new ServiceCluster()
    const web = c.service('web', { ports, clusterIP: '10.96.55.10' })
    for (const clusterIP of ['10.96.55.11', 'None'])
      expect(errorsOf(() => patched(c, web, { clusterIP }))).toEqual([
        `spec.clusterIPs[0]: Invalid value: ["${clusterIP}"]: may not change once set`,
      ])
  })

  test('what was allocated is kept for a client that does not send it', () => {
    const c = new ServiceCluster()
    const lb = c.service('lb', { type: 'LoadBalancer', externalTrafficPolicy: 'Local', ports })
    const again = c.update<Service>('services', {
      metadata: lb.metadata,
      spec: { type: 'LoadBalancer', externalTrafficPolicy: 'Local', ports: [{ port: 81 }] },
    })
    expect(again.spec!.clusterIP).toBe(lb.spec!.clusterIP)
    expect(again.spec!.ports![0]!.nodePort).toBe(lb.spec!.ports![0]!.nodePort)
    expect(again.spec!.healthCheckNodePort).toBe(lb.spec!.healthCheckNodePort)
  })

  test('a type that does not need them drops fields, and the load balancer status', () => {
    const c = new ServiceCluster()
    const created = c.service('lb', { type: 'LoadBalancer', ports, loadBalancerClass: 'example.com/lb' })
    const lb = c.updateStatus<Service>('services', {
      ...created,
      status: { loadBalancer: { ingress: [{ ip: '203.0.113.9' }] } },
    })
    expect(lb.status).toEqual({ loadBalancer: { ingress: [{ ip: '203.0.113.9', ipMode: 'VIP' }] } })
    const alias = patched(c, lb, { type: 'ExternalName', externalName: 'example.com' })
    expect(alias.status).toEqual({ loadBalancer: {} })
    expect(alias.spec).toEqual({
      type: 'ExternalName',
      externalName: 'example.com',
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
    })
  })

  test('externalTrafficPolicy goes with the last external address', () => {
    const c = new ServiceCluster()
    const edge = c.service('edge', { ports, externalIPs: ['198.51.100.7'] })
    expect(edge.spec!.externalTrafficPolicy).toBe('Cluster')
    expect(patched(c, edge, { externalIPs: [] }).spec!.externalTrafficPolicy).toBeUndefined()
  })
})

test('warns of deprecated fields and of those without effect', () => {
  const c = new ServiceCluster()
  c.service('a', { ports, externalIPs: ['198.51.100.7'] })
  expect(c.warnings).toEqual(['spec.externalIPs is deprecated and may no longer be implemented in some clusters'])
  c.service('b', {
    clusterIP: 'None',
    sessionAffinity: 'ClientIP',
    externalName: 'x',
    trafficDistribution: 'PreferClose',
  })
  expect(c.warnings).toEqual([
    'spec.SessionAffinity is ignored for headless services',
    'spec.externalName is ignored when spec.type is not "ExternalName"',
    'spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"',
  ])
})

test('a row shows the type, the addresses and the ports as they are reached', () => {
  const row = (spec: ServiceSpec, status: Service['status'] = {}) =>
    service.row!({ metadata: { name: 'x' }, spec, status } as Service, new Date()).slice(1, 5)
  const lb = {
    type: 'LoadBalancer',
    clusterIPs: ['10.96.1.1'],
    ports: [{ port: 80, nodePort: 30001, protocol: 'TCP' }],
  }
  expect(row(lb)).toEqual(['LoadBalancer', '10.96.1.1', '<pending>', '80:30001/TCP'])
  const ingress = [{ hostname: 'lb.example.com' }, { ip: '203.0.113.1' }]
  expect(row({ ...lb, externalIPs: ['198.51.100.9'] }, { loadBalancer: { ingress } })[2]).toBe(
    '203.0.113.1,lb.example.com,198.51.100.9',
  )
  expect(row({ type: 'ExternalName', externalName: 'db' })).toEqual(['ExternalName', '<none>', 'db', '<none>'])
})
