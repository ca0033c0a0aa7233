import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { checkAtRest, parseState } from './invariants.ts'
import { Sandbox } from './program.ts'
import { Server } from './server.ts'

const DEFAULT = '/api/v1/namespaces/default'
const SERVICES = `${DEFAULT}/services`
const CLIENTS = 8
/** KUBETTE_KILLS=200 for more of them than there is time for each time. */
const KILLS = Number(process.env.KUBETTE_KILLS ?? 6)

const service = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
})
const pod = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'nginx' }] },
})

/** What a client has been told of: names of services that are there, and of those that are gone. */
interface Told {
  there: Set<string>
  gone: Set<string>
}

/** Makes services and pods, and deletes some, until the server is gone. */
async function write(server: Server, prefix: string, { there, gone }: Told): Promise<void> {
  for (let i = 0; ; i++) {
    const name = `${prefix}-${i}`
    try {
      const made = await server.ask(SERVICES, { method: 'POST', body: service(name) })
      expect(made.code).toBe(201)
      there.add(name)
      if (i % 5 === 0) expect((await server.ask(`${DEFAULT}/pods`, { method: 'POST', body: pod(name) })).code).toBe(201)
      if (i % 3 === 0) {
        // from now on until it is told, it may be either
        there.delete(name)
        expect((await server.ask(`${SERVICES}/${name}`, { method: 'DELETE' })).code).toBe(200)
        gone.add(name)
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code) return
      throw error
    }
  }
}

test(`killed ${KILLS} times under load: what was acknowledged is there, and nothing half`, async () => {
  using sandbox = new Sandbox()
  const told: Told = { there: new Set(), gone: new Set() }
  for (let kill = 0; kill < KILLS; kill++) {
    const server = await Server.start(sandbox, ['--no-tls'])
    const clients = Array.from({ length: CLIENTS }, (_, i) => write(server, `web-${kill}-${i}`, told))
    await new Promise(resolve => setTimeout(resolve, 20 + Math.random() * 600))
    await server.stop('SIGKILL')
    await Promise.all(clients)
  }
  const last = await Server.start(sandbox, ['--no-tls'])
  const { items } = (await last.ask(SERVICES)).body as { items: { metadata: { name: string } }[] }
  const names = new Set(items.map(({ metadata }) => metadata.name))
  expect(told.there.size).toBeGreaterThan(KILLS)
  expect([...told.there].filter(name => !names.has(name))).toEqual([])
  expect([...told.gone].filter(name => names.has(name))).toEqual([])
  expect(await last.stop()).toBe(0)
  checkAtRest(parseState(readFileSync(sandbox.state, 'utf8')))
}, 600_000)

test.skipIf(process.platform !== 'linux')('a full disk is told, and when there is room again all goes on', async () => {
  using sandbox = new Sandbox()
  // no file may become larger: the journal cannot grow
  const server = await Server.start(sandbox, ['--no-tls'], "trap '' XFSZ; ulimit -S -f 400")
  const note = (size: number) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { generateName: 'x-' },
    data: { text: 'x'.repeat(size) },
  })
  const write = () => server.ask(`${DEFAULT}/configmaps`, { method: 'POST', body: note(50_000) })
  const made: string[] = []
  let refused = await write()
  for (; refused.code === 201; refused = await write()) made.push(refused.body.metadata.name)
  expect(made.length).toBeGreaterThan(2)
  expect(refused.body).toMatchObject({ kind: 'Status', code: 500, reason: 'InternalError' })
  expect(refused.body.message).toContain('the file is too large')
  const names = async () =>
    ((await server.ask(`${DEFAULT}/configmaps`)).body.items as { metadata: { name: string } }[])
      .map(({ metadata }) => metadata.name)
      .filter(name => name.startsWith('x-'))
      .sort()
  expect(await names()).toEqual([...made].sort())
  expect((await server.ask('/readyz')).code).toBe(200)
  execFileSync('prlimit', ['--pid', String(server.note.pid), '--fsize=unlimited:unlimited'])
  const again = await write()
  expect(again.code).toBe(201)
  made.push(again.body.metadata.name)
  expect(await server.stop('SIGKILL')).toBe(137)
  const after = await Server.start(sandbox, ['--no-tls'])
  const { items } = (await after.ask(`${DEFAULT}/configmaps`)).body as { items: { metadata: { name: string } }[] }
  expect(items.map(({ metadata }) => metadata.name)).toEqual(expect.arrayContaining(made))
  await after.stop()
})

test('clients that vanish, say nothing or do not listen cost little and disturb nobody', async () => {
  using sandbox = new Sandbox()
  const server = await Server.start(sandbox, ['--no-tls'])
  const { token, pid } = server.note
  const head = `Host: localhost\r\nAuthorization: Bearer ${token}\r\n`
  const open = (text: string) => {
    const socket = connect(server.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(text)
    return socket
  }
  const body = { ...service('x'), metadata: { name: 'x', annotations: { text: 'x'.repeat(100_000) } } }
  expect((await server.ask(SERVICES, { method: 'POST', body })).code).toBe(201)
  const before = memory(pid)
  const sockets = Array.from({ length: 50 }, () => [
    open('\x16\x03\x01garbage\0\r\n\r\n'),
    open(`GET ${SERVICES} HTTP/1.1\r\n`),
    open(`POST ${SERVICES} HTTP/1.1\r\n${head}Content-Length: 100\r\n\r\n{`),
    // asks for much, and reads nothing of it
    open(`GET ${SERVICES} HTTP/1.1\r\n${head}\r\n`.repeat(20)).pause(),
    open(`GET ${SERVICES}?watch=true HTTP/1.1\r\n${head}\r\n`).pause(),
  ]).flat()
  for (let i = 0; i < 100; i++) {
    const patch = { metadata: { annotations: { i: String(i) } } }
    const headers = { 'Content-Type': 'application/merge-patch+json' }
    const { code } = await server.ask(`${SERVICES}/x`, { method: 'PATCH', headers, body: patch })
    expect(code).toBe(200)
  }
  expect(memory(pid) - before).toBeLessThan(300)
  for (const socket of sockets) socket.destroy()
  expect((await server.ask('/readyz')).code).toBe(200)
  expect(await server.stop()).toBe(0)
})

/** How much memory a process has (MB). */
function memory(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024
}
