import { readFileSync, rmSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ClusterInProcess } from './in-process.ts'
import { Sandbox } from './program.ts'

const CORE = '/api/v1/namespaces/default'
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments'
const SERVICES = `${CORE}/services`
const containers = [{ name: 'c', image: 'nginx' }]

const labels = fc.record({ app: fc.constantFrom('a', 'b'), tier: fc.constantFrom('x', 'y') }, { requiredKeys: ['app'] })
const selector = fc.constantFrom({ app: 'a' }, { app: 'b' }, { tier: 'x' }, { app: 'a', tier: 'y' })
const serviceName = fc.constantFrom('s1', 's2', 's3')
const podName = fc.constantFrom('p1', 'p2', 'p3', 'p4')
const type = fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer')

type Act = (cluster: ClusterInProcess) => Promise<number>

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(serviceName, selector, type, fc.boolean()).map(
    ([name, selector, type, headless]): Act =>
      c =>
        c.create(SERVICES, {
          metadata: { name },
          spec: { selector, ports: [{ port: 80 }], ...(headless ? { clusterIP: 'None' } : { type }) },
        }),
  ),
  fc.tuple(serviceName, selector).map(
    ([name, selector]): Act =>
      c =>
        c.patch(`${SERVICES}/${name}`, { spec: { selector } }),
  ),
  fc.tuple(serviceName, type).map(
    ([name, type]): Act =>
      c =>
        c.patch(`${SERVICES}/${name}`, { spec: { type } }),
  ),
  serviceName.map(
    (name): Act =>
      c =>
        c.delete(`${SERVICES}/${name}`),
  ),
  fc.tuple(podName, labels).map(
    ([name, labels]): Act =>
      c =>
        c.create(`${CORE}/pods`, { metadata: { name, labels }, spec: { containers } }),
  ),
  fc.tuple(podName, labels).map(
    ([name, labels]): Act =>
      c =>
        c.patch(`${CORE}/pods/${name}`, { metadata: { labels } }),
  ),
  podName.map(
    (name): Act =>
      c =>
        c.patch(`${CORE}/pods/${name}`, { metadata: { labels: null } }),
  ),
  fc.tuple(podName, fc.constantFrom(0, 30)).map(
    ([name, gracePeriodSeconds]): Act =>
      c =>
        c.delete(`${CORE}/pods/${name}`, { gracePeriodSeconds }),
  ),
  fc.tuple(fc.constantFrom('d1', 'd2'), labels, fc.nat(4)).map(
    ([name, labels, replicas]): Act =>
      c =>
        c.create(DEPLOYMENTS, {
          metadata: { name },
          spec: {
            replicas,
            selector: { matchLabels: labels },
            template: { metadata: { labels }, spec: { containers } },
          },
        }),
  ),
  fc.tuple(fc.constantFrom('d1', 'd2'), fc.nat(4)).map(
    ([name, replicas]): Act =>
      c =>
        c.patch(`${DEPLOYMENTS}/${name}`, { spec: { replicas } }),
  ),
  fc.constantFrom('d1', 'd2').map(
    (name): Act =>
      c =>
        c.delete(`${DEPLOYMENTS}/${name}`),
  ),
)

const manifest = JSON.stringify({
  apiVersion: 'v1',
  kind: 'List',
  items: [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { selector: { app: 'a' }, ports: [{ port: 80 }] },
    },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, data: { a: 'b' } },
    // with a label: of an object without any field to own a second server-side apply notes who had it before, once
    { apiVersion: 'v1', kind: 'Node', metadata: { name: 'mine', labels: { rack: 'a' } } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        replicas: 3,
        selector: { matchLabels: { app: 'a' } },
        template: { metadata: { labels: { app: 'a' } }, spec: { containers } },
      },
    },
  ],
})

describe('a cluster', () => {
  it.each(['client', 'server'])('is the same after a manifest was applied twice (%s-side)', async side => {
    using sandbox = new Sandbox()
    const args = ['apply', ...(side === 'server' ? ['--server-side'] : []), '-f', '-']
    await sandbox.ok(args, { input: manifest })
    const once = readFileSync(sandbox.state)
    const said = await sandbox.ok(args, { input: manifest })
    expect(said.trim().split('\n')).toHaveLength(4)
    if (side === 'client') expect(said).not.toMatch(/created|configured/)
    expect(readFileSync(sandbox.state)).toEqual(once)
  })

  it('is the same after an export and an import, on another machine too', async () => {
    using sandbox = new Sandbox()
    using other = new Sandbox()
    await sandbox.ok(['apply', '-f', '-'], { input: manifest })
    const original = readFileSync(sandbox.state)
    const exported = await sandbox.ok(['cluster', 'export', '-'])
    expect(exported).toBe(original.toString())
    await sandbox.ok(['cluster', 'export', 'cluster.json'])
    expect(readFileSync(`${sandbox.folder}/cluster.json`)).toEqual(original)
    await other.ok(['cluster', 'import', '-'], { input: JSON.stringify(JSON.parse(exported), null, 2) })
    expect(JSON.parse(readFileSync(other.state, 'utf8'))).toEqual(JSON.parse(exported))
    await other.ok(['cluster', 'import', `${sandbox.folder}/cluster.json`])
    expect(readFileSync(other.state)).toEqual(original)
    rmSync(other.state)
    await other.ok(['cluster', 'import', `${sandbox.folder}/cluster.json`])
    expect(await other.ok(['get', 'all,cm,nodes', '-o', 'name'])).toBe(
      await sandbox.ok(['get', 'all,cm,nodes', '-o', 'name']),
    )
  })

  it('is as it was where what is imported is no cluster', async () => {
    using sandbox = new Sandbox()
    await sandbox.ok(['apply', '-f', '-'], { input: manifest })
    const original = readFileSync(sandbox.state)
    for (const input of ['', '{}', manifest, original.toString().replace('"spec":{', '"spec":{{')]) {
      const result = await sandbox.kubette(['cluster', 'import', '-'], { input })
      expect(result.stderr).toMatch(/^error: the state file STDIN is damaged: .*\n$/)
      expect([result.stdout, result.exit]).toEqual(['', 1])
      expect(readFileSync(sandbox.state)).toEqual(original)
    }
  })

  it('is a new one after a reset', async () => {
    using sandbox = new Sandbox()
    await sandbox.ok(['apply', '-f', '-'], { input: manifest })
    await sandbox.ok(['cluster', 'reset', '--yes'])
    expect(await sandbox.ok(['get', 'all,nodes', '-o', 'name'])).toBe(
      'service/kubernetes\nnode/control-plane\nnode/worker\nnode/worker2\n',
    )
  })

  it('is at rest after every request, whatever came before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.array(act, { minLength: 5, maxLength: 25 }), async (seed, acts) => {
        using cluster = new ClusterInProcess(seed)
        for (const step of acts) {
          expect([200, 201, 404, 409, 422]).toContain(await step(cluster))
          await cluster.checked()
        }
      }),
      { numRuns: 30 },
    )
  })

  it('gives each address and node port to one service at a time', async () => {
    const name = fc.constantFrom('s1', 's2', 's3')
    const ip = fc.constantFrom('10.96.0.50', '10.100.0.1', '10.111.255.254')
    const nodePort = fc.constantFrom(30000, 30001, 32767)
    const step = fc.oneof(
      fc.record({ do: fc.constant('create' as const), name, ip: fc.option(ip), nodePort: fc.option(nodePort) }),
      fc.record({ do: fc.constant('create' as const), name, ip, nodePort }),
      fc.record({ do: fc.constantFrom('delete' as const, 'external' as const, 'cluster' as const), name }),
    )
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.array(step, { minLength: 5, maxLength: 30 }), async (seed, steps) => {
        using cluster = new ClusterInProcess(seed)
        const held = new Map<string, { ip?: string; nodePort?: number }>()
        for (const step of steps) {
          const path = `${SERVICES}/${step.name}`
          if (step.do === 'delete') {
            expect(await cluster.delete(path)).toBe(held.delete(step.name) ? 200 : 404)
          } else if (step.do === 'create') {
            const taken = [...held.values()].some(
              h => (step.ip && h.ip === step.ip) || (step.nodePort && h.nodePort === step.nodePort),
            )
            const expected = held.has(step.name) ? [409, 422] : taken ? [422] : [201]
            const ports = [{ port: 80, ...(step.nodePort ? { nodePort: step.nodePort } : {}) }]
            const spec = { type: 'NodePort', ports, ...(step.ip ? { clusterIP: step.ip } : {}) }
            expect(expected).toContain(await cluster.create(SERVICES, { metadata: { name: step.name }, spec }))
          } else {
            const spec =
              step.do === 'external'
                ? { type: 'ExternalName', externalName: 'example.com' }
                : { type: 'ClusterIP', externalName: null }
            expect(await cluster.patch(path, { spec })).toBe(held.has(step.name) ? 200 : 404)
          }
          held.clear()
          for (const [key, service] of await cluster.checked()) {
            if (!key.startsWith('/registry/services/specs/default/s')) continue
            const { type, clusterIPs, ports } = service.spec!
            if (step.name === service.metadata.name && step.do === 'external') expect(type).toBe('ExternalName')
            expect(clusterIPs === undefined).toBe(type === 'ExternalName')
            expect(ports?.[0]?.nodePort === undefined).toBe(type !== 'NodePort')
            held.set(service.metadata.name, { ip: clusterIPs?.[0], nodePort: ports?.[0]?.nodePort })
          }
        }
      }),
      { numRuns: 30 },
    )
  })
})
