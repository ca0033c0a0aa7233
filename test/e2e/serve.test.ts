import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { Sandbox } from './program.ts'
import { Server } from './server.ts'

const SERVICES = '/api/v1/namespaces/default/services'
const service = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { ports: [{ port: 80 }] },
})

describe('a server', () => {
  const sandbox = new Sandbox()
  const kubeconfig = join(sandbox.folder, 'kubeconfig')
  let server: Server
  beforeAll(async () => {
    server = await Server.start(sandbox, ['--write-kubeconfig', kubeconfig, '-v'])
  })
  afterAll(async () => {
    await server.stop()
    sandbox.remove()
  })

  test('says in one line where it is, and in a kubeconfig how to reach it', () => {
    expect(server.stdout).toBe(`serving ${sandbox.state} at ${server.note.url}\n`)
    const { clusters, users, 'current-context': current } = parse(readFileSync(kubeconfig, 'utf8'))
    expect(current).toBe('kubette')
    expect(clusters[0].cluster.server).toBe(server.note.url)
    expect(users[0].user.token).toBe(server.note.token)
  })

  test('all that it writes is for its owner alone', () => {
    const folder = dirname(sandbox.state)
    const files = [...readdirSync(folder).map(name => join(folder, name)), kubeconfig]
    expect(files.length).toBeGreaterThan(4)
    for (const file of files) expect([file, (statSync(file).mode & 0o777).toString(8)]).toEqual([file, '600'])
  })

  test('the token is in no list of processes and no log', async () => {
    const { token, pid } = server.note
    await server.ask('/api/v1/namespaces')
    expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain(token)
    await vi.waitFor(() => expect(server.stderr).toMatch(/GET \/api\/v1\/namespaces 200 [\d.]+ms\n/))
    expect(server.stderr).not.toContain(token)
  })

  test('a wrong token is nobody, none is anonymous', async () => {
    for (const token of ['wrong', `${server.note.token}x`, 'a.b.c']) {
      const { code, body } = await server.ask('/healthz', { token })
      expect([code, body.reason, body.message]).toEqual([401, 'Unauthorized', 'Unauthorized'])
    }
    for (const path of ['/healthz', '/livez', '/readyz', '/version'])
      expect((await server.ask(path, { token: '' })).code).toBe(200)
    const { code, body } = await server.ask('/api/v1/namespaces/default/pods', { token: '' })
    expect([code, body.message]).toEqual([
      403,
      'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" in the namespace "default"',
    ])
    const metrics = await server.ask('/metrics', { token: '' })
    expect([metrics.code, metrics.body.message]).toEqual([
      403,
      'forbidden: User "system:anonymous" cannot get path "/metrics"',
    ])
  })

  test('a token of a service account is that account', async () => {
    const path = '/api/v1/namespaces/default/serviceaccounts/default/token'
    const { body } = await server.ask(path, { method: 'POST', body: { spec: {} } })
    const { token } = body.status
    const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' }
    const who = await server.ask('/apis/authentication.k8s.io/v1/selfsubjectreviews', {
      method: 'POST',
      token,
      body: review,
    })
    expect(who.body.status.userInfo.username).toBe('system:serviceaccount:default:default')
    expect((await server.ask(SERVICES, { token })).code).toBe(403)
  })

  test('whoever may impersonate is somebody else', async () => {
    const headers = { 'Impersonate-User': 'jane', 'Impersonate-Group': 'developers' }
    const { body } = await server.ask('/apis/authentication.k8s.io/v1/selfsubjectreviews', {
      method: 'POST',
      headers,
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
    })
    expect(body.status.userInfo).toEqual({ username: 'jane', groups: ['developers', 'system:authenticated'] })
    expect((await server.ask(SERVICES, { headers })).code).toBe(403)
  })

  test('pages of others are refused', async () => {
    for (const [name, value] of [
      ['Host', 'evil.example'],
      ['Origin', 'https://evil.example'],
      ['Sec-Fetch-Site', 'cross-site'],
    ] as const)
      expect((await server.ask('/version', { headers: { [name]: value } })).code).toBe(403)
  })

  test('bodies and answers in YAML and gzip', async () => {
    const { code, body } = await server.ask(SERVICES, {
      method: 'POST',
      headers: { 'Content-Type': 'application/yaml', 'Content-Encoding': 'gzip' },
      body: gzipSync('{apiVersion: v1, kind: Service, metadata: {name: from-yaml}, spec: {ports: [{port: 80}]}}'),
    })
    expect([code, body.metadata.name]).toEqual([201, 'from-yaml'])
    const answer = await server.ask(`${SERVICES}/from-yaml`, { headers: { Accept: 'application/yaml' } })
    expect(parse(answer.text).spec.ports[0].port).toBe(80)
    expect((await server.ask(SERVICES, { headers: { Accept: 'application/vnd.kubernetes.protobuf' } })).code).toBe(406)
    const indented = await server.ask(`${SERVICES}/from-yaml?pretty=true`)
    expect(indented.text).toMatch(/^\{\n {2}"/)
  })

  test.each([
    ['too large', 413, { body: `"${'x'.repeat(4 << 20)}"` }],
    ['a bomb', 413, { body: gzipSync(Buffer.alloc(64 << 20)), headers: { 'Content-Encoding': 'gzip' } }],
    ['not gzip', 400, { body: 'x', headers: { 'Content-Encoding': 'gzip' } }],
    ['of an unknown encoding', 415, { body: 'x', headers: { 'Content-Encoding': 'br' } }],
    ['of an unknown type', 415, { body: 'x', headers: { 'Content-Type': 'text/html' } }],
    ['cut off', 400, { body: '{"apiVersion":' }],
    ['too deep', 400, { body: `${'['.repeat(100_000)}${']'.repeat(100_000)}` }],
    ['too deep in YAML', 400, { body: '['.repeat(20_000), headers: { 'Content-Type': 'application/yaml' } }],
    ['no object', 400, { body: '[]' }],
    ['not UTF-8', 400, { body: Buffer.from([0xff, 0xfe, 0]) }],
    [
      'broken Protobuf',
      400,
      { body: 'k8s\0\xff\xff', headers: { 'Content-Type': 'application/vnd.kubernetes.protobuf' } },
    ],
  ])('a body that is %s is answered with a Status of %i', async (_, code, ask) => {
    const answer = await server.ask(SERVICES, { method: 'POST', ...ask })
    expect(answer.body).toMatchObject({ kind: 'Status', status: 'Failure', code })
    expect(answer.code).toBe(code)
  })

  test('methods and paths that are not there', async () => {
    const unknown = await server.ask('/nothing')
    expect(unknown.body).toMatchObject({ code: 404, message: 'the server could not find the requested resource' })
    const odd = await server.ask(SERVICES, { method: 'OPTIONS' })
    expect(odd.body).toMatchObject({ code: 405, reason: 'MethodNotAllowed' })
  })

  test('a request that ends early leaves the others alone', async () => {
    for (let i = 0; i < 20; i++) {
      const { token, ca, url } = server.note
      const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Content-Length': '1000' }
      const sent = request(`${url}${SERVICES}`, { method: 'POST', ca, headers, agent: false })
      sent.on('error', () => {})
      sent.write('{"apiVersion":')
      await new Promise(resolve => setTimeout(resolve, 5))
      sent.destroy()
    }
    expect((await server.ask(SERVICES)).code).toBe(200)
  })

  test('a second server of the same state refuses', async () => {
    const second = Server.launch(sandbox)
    await new Promise(resolve => second.process.once('exit', resolve))
    expect(second.process.exitCode).toBe(1)
    expect(second.stderr).toContain(`the state file ${sandbox.state} is in use by another process`)
    expect((await server.ask('/readyz')).code).toBe(200)
  })

  test('how it is, and what it has done', async () => {
    expect((await server.ask('/readyz?verbose')).text).toMatch(/^\[\+\]ping ok\n[\s\S]*readyz check passed\n$/)
    expect((await server.ask('/livez/ping')).text).toBe('ok')
    expect((await server.ask('/livez/nothing')).code).toBe(404)
    const { text } = await server.ask('/metrics')
    expect(text).toMatch(/^apiserver_request_total\{code="200",.*resource="services".*verb="LIST".*\} \d+$/m)
    expect(text).toMatch(/^apiserver_request_duration_seconds_bucket\{.*le="\+Inf"\} \d+$/m)
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m)
  })
})

test('a server that is asked to stop ends its watches, writes everything and exits with 0', async () => {
  using sandbox = new Sandbox()
  const server = await Server.start(sandbox)
  const watching = server.ask(`${SERVICES}?watch=true`)
  await vi.waitFor(async () => expect((await server.ask('/metrics')).text).toMatch(/^apiserver_longrunning.* 1$/m))
  await server.ask(SERVICES, { method: 'POST', body: service('web') })
  expect(await server.stop()).toBe(0)
  expect((await watching).text).toContain('"name":"web"')
  expect(existsSync(`${sandbox.state}.server`)).toBe(false)
  expect(await sandbox.ok(['get', 'svc', 'web', '-o', 'name'])).toBe('service/web\n')
})

test('plain HTTP with a token of ours, which outlives restarts', async () => {
  using sandbox = new Sandbox()
  sandbox.env.KUBETTE_TOKEN = 'ours'
  const first = await Server.start(sandbox, ['--no-tls'])
  expect(first.note).toMatchObject({ token: 'ours', ca: '' })
  expect((await first.ask('/api')).code).toBe(200)
  await first.stop()
  delete sandbox.env.KUBETTE_TOKEN
  const second = await Server.start(sandbox)
  const { token, ca } = second.note
  await second.stop()
  const third = await Server.start(sandbox)
  expect(third.note).toMatchObject({ token, ca })
  await third.stop()
})

test('a kubeconfig that cannot be used stops it before it begins', async () => {
  using sandbox = new Sandbox()
  const file = join(sandbox.folder, 'kc')
  writeFileSync(file, 'a: [')
  const { exit, stderr } = await sandbox.kubette(['serve', '--port', '0', '--write-kubeconfig', file])
  expect(exit).toBe(1)
  expect(stderr).toContain(`${file} is not a kubeconfig`)
  expect(readFileSync(file, 'utf8')).toBe('a: [')
})

test('who is slow with the head of a request is not waited for', async () => {
  using sandbox = new Sandbox()
  const server = await Server.start(sandbox, ['--no-tls'])
  const socket = connect(server.port, '127.0.0.1')
  const answer = new Promise<string>(resolve => {
    let text = ''
    socket.setEncoding('utf8').on('data', piece => {
      text += piece
    })
    socket.on('close', () => resolve(text))
  })
  socket.write('GET /version HTTP/1.1\r\nHost: localhost\r\n')
  expect(await answer).toMatch(/^HTTP\/1\.1 408 /)
  await server.stop()
})

test('a state file that is reached by a link, and a kubeconfig in a folder that is not there yet', async () => {
  using sandbox = new Sandbox()
  await sandbox.ok(['get', 'svc'])
  const link = join(sandbox.folder, 'link.json')
  symlinkSync(sandbox.state, link)
  const kubeconfig = join(sandbox.folder, '.kube', 'config')
  const server = await Server.start(sandbox, ['--state', link, '--write-kubeconfig', kubeconfig])
  expect(statSync(kubeconfig).mode & 0o777).toBe(0o600)
  // both find the server, and neither waits for it to let go of the file
  await sandbox.ok(['create', 'configmap', 'a'])
  await sandbox.ok(['create', 'configmap', 'b', '--state', link])
  expect((await server.ask('/api/v1/namespaces/default/configmaps/b')).code).toBe(200)
  expect(await server.stop()).toBe(0)
})
