import { expect } from 'vitest'

/** What the checks look at in an object of any kind. */
export interface StoredObject {
  metadata: {
    name: string
    namespace?: string
    uid: string
    resourceVersion: string
    labels?: Record<string, string>
    deletionTimestamp?: string
    ownerReferences?: { uid: string }[]
  }
  spec?: {
    selector?: Record<string, string>
    type?: string
    replicas?: number
    clusterIPs?: string[]
    ports?: { nodePort?: number }[]
    hostNetwork?: boolean
    nodeName?: string
    parentRef?: { namespace: string; name: string }
  }
  status?: { phase?: string; podIP?: string; replicas?: number; conditions?: { type: string; status: string }[] }
  subsets?: { addresses?: { ip: string }[] }[]
  endpoints?: { addresses: string[]; conditions: { ready?: boolean } }[]
}

/** The objects of a state file's text by key. Fails where it is not one JSON document with one object a line. */
export function parseState(text: string): Map<string, StoredObject> {
  const { objects, format } = JSON.parse(text) as { objects: Record<string, StoredObject>; format: number }
  expect(format).toBe(1)
  const lines = text.split('\n')
  expect(lines.slice(-2)).toEqual(['}}', ''])
  const read = new Map<string, StoredObject>()
  for (const line of lines.slice(1, -2)) {
    const entries = Object.entries(JSON.parse(`{${line.replace(/,$/, '')}}`) as Record<string, StoredObject>)
    expect(entries.length, line).toBe(1)
    read.set(...entries[0]!)
  }
  expect(read.size).toBe(Object.keys(objects).length)
  return read
}

/** Fails where the cluster is not at rest: what controllers keep in step differs from what they keep it in step with. */
export function checkAtRest(state: ReadonlyMap<string, StoredObject>): void {
  const below = (prefix: string) =>
    [...state].filter(([key]) => key.startsWith(`/registry/${prefix}/`)).map(([, o]) => o)
  const services = below('services/specs')
  const pods = below('pods')
  checkUnique(services, pods)
  checkAddresses(services, below('ipaddresses'))
  const endpoints = new Map(below('services/endpoints').map(e => [nameOf(e), e]))
  const slices = below('endpointslices')
  for (const service of services) {
    if (!service.spec?.selector || service.spec.type === 'ExternalName') continue
    const name = nameOf(service)
    const expected = readyAddresses(service, pods)
    const listed = endpoints.get(name)?.subsets?.flatMap(s => s.addresses?.map(a => a.ip) ?? []) ?? []
    expect([...listed].sort(), `endpoints of ${name}`).toEqual(expected)
    const sliced = slices
      .filter(s => s.metadata.namespace === service.metadata.namespace)
      .filter(s => s.metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name)
      .flatMap(s => s.endpoints ?? [])
      .filter(e => e.conditions.ready)
    expect(sliced.flatMap(e => e.addresses).sort(), `endpoint slices of ${name}`).toEqual(expected)
  }
  const serviceNames = new Set(services.map(nameOf))
  for (const name of endpoints.keys()) expect(serviceNames, `endpoints ${name} without a service`).toContain(name)
  for (const pod of pods) expect(pod.spec?.nodeName, `node of ${nameOf(pod)}`).toBeTruthy()
  for (const set of below('replicasets')) {
    const owned = pods.filter(p => p.metadata.ownerReferences?.some(r => r.uid === set.metadata.uid))
    expect([set.spec?.replicas, set.status?.replicas], `pods of ${nameOf(set)}`).toEqual([owned.length, owned.length])
  }
  checkOwners(state)
}

function readyAddresses(service: StoredObject, pods: readonly StoredObject[]): string[] {
  const selector = Object.entries(service.spec!.selector!)
  return pods
    .filter(p => p.metadata.namespace === service.metadata.namespace && !p.metadata.deletionTimestamp)
    .filter(p => selector.every(([key, value]) => p.metadata.labels?.[key] === value))
    .filter(p => p.status?.conditions?.some(c => c.type === 'Ready' && c.status === 'True'))
    .map(p => p.status!.podIP!)
    .sort()
}

function checkUnique(services: readonly StoredObject[], pods: readonly StoredObject[]): void {
  const once = (what: string, values: readonly unknown[]) => {
    const twice = values.filter((value, i) => values.indexOf(value) !== i)
    expect(twice, `${what} given twice`).toEqual([])
  }
  once(
    'cluster IPs',
    services.flatMap(s => s.spec?.clusterIPs ?? []).filter(ip => ip !== 'None'),
  )
  once(
    'node ports',
    services.flatMap(s => s.spec?.ports?.map(p => p.nodePort) ?? []).filter(port => port),
  )
  once(
    'pod IPs',
    pods
      .filter(p => !p.spec?.hostNetwork)
      .map(p => p.status?.podIP)
      .filter(ip => ip),
  )
}

function checkAddresses(services: readonly StoredObject[], addresses: readonly StoredObject[]): void {
  const of = (service: StoredObject) => (service.spec?.clusterIPs ?? []).filter(ip => ip !== 'None')
  const held = services.flatMap(s => of(s).map(ip => `${ip} of ${nameOf(s)}`)).sort()
  const kept = addresses.map(a => `${a.metadata.name} of ${a.spec!.parentRef!.namespace}/${a.spec!.parentRef!.name}`)
  expect(kept.sort(), 'IPAddress objects').toEqual(held)
}

function checkOwners(state: ReadonlyMap<string, StoredObject>): void {
  const registry = [...state].filter(([key]) => key.startsWith('/registry/'))
  const uids = new Set(registry.map(([, o]) => o.metadata.uid))
  for (const [key, { metadata }] of registry)
    for (const owner of metadata.ownerReferences ?? []) expect(uids, `owner of ${key}`).toContain(owner.uid)
}

const nameOf = ({ metadata }: StoredObject): string => `${metadata.namespace}/${metadata.name}`
