import { expect, test } from 'vitest'
import type { EndpointSlice, Node, Service } from '../../../src/api/types.gen.ts'
import { ServiceCluster } from '../service-cluster.ts'

const SLICES = 'endpointslices.discovery.k8s.io'
const web = { app: 'web' }
const MODE = 'service.kubernetes.io/topology-mode'

function node(c: ServiceCluster, name: string, zone?: string, cpu = '4'): void {
  c.put<Node>('nodes', {
    metadata: { name, labels: zone === undefined ? {} : { 'topology.kubernetes.io/zone': zone } },
    status: { allocatable: { cpu }, conditions: [{ type: 'Ready', status: 'True' }] },
  })
  c.run()
}

function cluster(zones: [string?, string?] = ['a', 'b'], annotations: Record<string, string> = { [MODE]: 'Auto' }) {
  const c = new ServiceCluster()
  node(c, 'worker', zones[0])
  node(c, 'worker2', zones[1])
  c.service('web', { selector: web, ports: [{ port: 80 }] }, { annotations })
  c.run()
  c.events.length = 0
  return c
}

function pods(c: ServiceCluster, ...nodes: string[]): void {
  nodes.forEach((nodeName, i) => {
    c.pod(`p${i}`, web, `10.244.1.${i + 2}`, { spec: { nodeName, containers: [] } })
  })
  c.run()
}

const said = (c: ServiceCluster) => c.events.splice(0).map(e => `${e.type} ${e.reason}: ${e.message}`)
const hints = (c: ServiceCluster) =>
  c
    .list<EndpointSlice>(SLICES, 'default')
    .filter(s => s.metadata.labels?.['kubernetes.io/service-name'] === 'web')
    .flatMap(s => s.endpoints ?? [])
    .map(e => `${e.zone}>${e.hints?.forZones?.map(z => z.name).join()}`)
    .sort()
const annotate = (c: ServiceCluster, annotations: Record<string, string>) => {
  const service = c.get<Service>('services', 'default', 'web')!
  c.update('services', { ...service, metadata: { ...service.metadata, annotations } })
  c.run()
}

test('endpoints serve their own zones where they are as many as the zones need', () => {
  const c = cluster()
  pods(c, 'worker', 'worker2')
  expect(hints(c)).toEqual(['a>a', 'b>b'])
  expect(said(c)).toEqual([
    'Normal TopologyAwareHintsEnabled: Topology Aware Hints has been enabled, addressType: IPv4',
  ])
})

test('zones that have too many endpoints give some to the others', () => {
  const c = cluster()
  pods(c, 'worker', 'worker', 'worker', 'worker', 'worker', 'worker2')
  expect(hints(c)).toEqual(['a>a', 'a>a', 'a>a', 'a>b', 'a>b', 'b>b'])
})

test('reasons for no hints', () => {
  const alone = cluster(['a', undefined])
  pods(alone, 'worker', 'worker2')
  expect(said(alone)).toEqual([
    'Warning TopologyAwareHintsDisabled: Insufficient Node information: allocatable CPU or zone not specified on one or more nodes, addressType: IPv4',
  ])
  const few = cluster()
  pods(few, 'worker')
  expect(hints(few)).toEqual(['a>undefined'])
  expect(said(few)).toEqual([
    'Warning TopologyAwareHintsDisabled: Insufficient number of endpoints (1 endpoints, 2 zones), addressType: IPv4',
  ])
  const uneven = cluster()
  node(uneven, 'worker2', 'b', '400m')
  pods(uneven, 'worker', 'worker2')
  expect(said(uneven)).toEqual([
    'Warning TopologyAwareHintsDisabled: Unable to allocate minimum required endpoints to each zone without exceeding overload threshold (2 endpoints, 2 zones), addressType: IPv4',
  ])
})

test('a service that loses its mode loses its hints, and it is said once', () => {
  const c = cluster()
  pods(c, 'worker', 'worker2')
  said(c)
  annotate(c, {})
  expect(hints(c)).toEqual(['a>undefined', 'b>undefined'])
  expect(said(c)).toEqual([
    'Warning TopologyAwareHintsDisabled: Topology Aware Hints has been disabled, addressType: IPv4',
  ])
  annotate(c, { other: 'x' })
  expect(said(c)).toEqual([])
  annotate(c, { 'service.kubernetes.io/topology-aware-hints': 'auto' })
  expect(hints(c)).toEqual(['a>a', 'b>b'])
  expect(said(c)).toHaveLength(1)
})

test('hints are thought over when a node changes its zone', () => {
  const c = cluster()
  pods(c, 'worker', 'worker2')
  said(c)
  node(c, 'worker2', 'c')
  expect(hints(c)).toEqual(['a>a', 'c>c'])
  node(c, 'worker2', 'c', '5')
  expect(said(c)).toEqual([])
})

test('a mode of another name is no mode', () => {
  const c = cluster(['a', 'b'], { [MODE]: 'Disabled' })
  pods(c, 'worker', 'worker2')
  expect(hints(c)).toEqual(['a>undefined', 'b>undefined'])
  expect(said(c)).toEqual([])
})
