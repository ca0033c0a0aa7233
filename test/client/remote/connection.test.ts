import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ConnectionError } from '../../../src/client/connection-error.ts'
import type { RestConfig } from '../../../src/client/remote/rest-config.ts'
import { createAuthority, issueServingCertificate } from '../../../src/server/tls/authority.ts'
import { clientOf, FakeServer, json } from './fake-server.ts'

const authority = createAuthority(new Date())
const pair = (names: string[]) => {
  const { key, certificate } = issueServingCertificate(authority, names, new Date())
  return { key, cert: certificate }
}
const ca = Buffer.from(authority.certificate)

let silent: Server
beforeAll(async () => {
  silent = createServer(() => {})
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  silent.close()
})

async function failure(config: Partial<RestConfig>): Promise<string> {
  const error = await clientOf(config)
    .request({ method: 'GET', path: '/api' })
    .catch(e => e)
  expect(error).toBeInstanceOf(ConnectionError)
  return (error as ConnectionError).words
}

const port = (server: Server) => (server.address() as AddressInfo).port

test('TLS with the authority of the server, with its name and without checking', async () => {
  using server = await FakeServer.start(
    response => json(response, 200, { ok: true }),
    pair(['127.0.0.1', 'kubernetes']),
  )
  const get = (tls: RestConfig['tls']) => server.client({ tls }).request({ method: 'GET', path: '/api' })
  for (const tls of [{ ca }, { ca, serverName: 'kubernetes' }, { insecure: true }])
    expect((await get(tls)).body).toEqual({ ok: true })
})

// the words are those of kubectl 1.33
test('a server that cannot be trusted', async () => {
  using server = await FakeServer.start(response => json(response, 200, {}), pair(['localhost', 'kubernetes']))
  const verify = 'Unable to connect to the server: tls: failed to verify certificate: x509: '
  expect(await failure({ server: server.url })).toBe(`${verify}certificate signed by unknown authority`)
  expect(await failure({ server: server.url, tls: { ca, serverName: 'other' } })).toBe(
    `${verify}certificate is valid for localhost, kubernetes, not other`,
  )
  expect(await failure({ server: server.url, tls: { ca } })).toBe(
    `${verify}cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs`,
  )
})

test('no server, another server, a silent one', async () => {
  using plain = await FakeServer.start(response => json(response, 200, {}))
  const closed = createServer()
  await new Promise<void>(resolve => closed.listen(0, '127.0.0.1', resolve))
  const gone = port(closed)
  await new Promise(resolve => closed.close(resolve))
  expect(await failure({ server: `https://127.0.0.1:${gone}` })).toBe(
    `The connection to the server 127.0.0.1:${gone} was refused - did you specify the right host or port?`,
  )
  expect(await failure({ server: plain.url.replace('http', 'https') })).toBe(
    'Unable to connect to the server: http: server gave HTTP response to HTTPS client',
  )
  expect(await failure({ server: `http://127.0.0.1:${port(silent)}`, timeout: 50 })).toBe(
    'Unable to connect to the server: net/http: request canceled (Client.Timeout exceeded while awaiting headers)',
  )
  expect(await failure({ server: `https://127.0.0.1:${port(silent)}`, timeout: 50 })).toBe(
    'Unable to connect to the server: context deadline exceeded',
  )
  expect(await failure({ server: 'ftp://x' })).toBe(
    'Unable to connect to the server: unsupported protocol scheme "ftp"',
  )
})

test('a server behind a proxy, with TLS inside of the tunnel', async () => {
  using server = await FakeServer.start(response => json(response, 200, { ok: true }), pair(['127.0.0.1']))
  using proxy = await FakeServer.start(response => response.writeHead(500).end())
  const asked: string[] = []
  proxy.server.on('connect', (request, socket) => {
    asked.push(`${request.url} ${request.headers['proxy-authorization']}`)
    const { hostname, port: to } = new URL(`http://${request.url}`)
    import('node:net').then(({ connect }) => {
      const upstream = connect(Number(to), hostname, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
      upstream.pipe(socket).pipe(upstream)
      for (const end of [upstream, socket]) end.on('error', () => {})
    })
  })
  const proxyUrl = proxy.url.replace('//', '//me:secret@')
  const { body } = await server.client({ tls: { ca }, proxyUrl }).request({ method: 'GET', path: '/api' })
  expect(body).toEqual({ ok: true })
  expect(asked).toEqual([`${server.url.slice('https://'.length)} Basic ${Buffer.from('me:secret').toString('base64')}`])
})

test('plain HTTP through a proxy is asked of the proxy', async () => {
  using proxy = await FakeServer.start((response, { url }) => json(response, 200, { url }))
  const { body } = await clientOf({ server: 'http://cluster.example:8080', proxyUrl: proxy.url }).request({
    method: 'GET',
    path: '/api',
  })
  expect(body).toEqual({ url: 'http://cluster.example:8080/api' })
})

test('credentials: basic, from a file, from a program', async () => {
  using server = await FakeServer.start(response => json(response, 200, {}), pair(['127.0.0.1']))
  const folder = mkdtempSync(join(tmpdir(), 'kubette-token-'))
  const tokenFile = join(folder, 'token')
  writeFileSync(tokenFile, 'from-file\n')
  const exec = (script: string) => ({
    command: 'sh',
    args: ['-c', script],
    env: [{ name: 'TOKEN', value: 'from-exec' }],
    apiVersion: 'client.authentication.k8s.io/v1',
    interactiveMode: 'Never',
    installHint: '',
    cluster: { server: 'https://x', config: null },
  })
  const credential = (status: string) =>
    `echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1"${status}}'`
  const get = (auth: RestConfig['auth']) =>
    server.client({ tls: { ca }, auth }).request({ method: 'GET', path: '/api' })
  await get({ basic: { username: 'a', password: 'b' } })
  await get({ tokenFile })
  await get({
    exec: exec(`${credential(`,"status":{"token":"'$TOKEN$(echo "$KUBERNETES_EXEC_INFO" | tr -dc a-z | wc -c)'"}`)}`),
  })
  const info = JSON.stringify({
    kind: 'ExecCredential',
    apiVersion: 'client.authentication.k8s.io/v1',
    spec: { cluster: { server: 'https://x', config: null }, interactive: false },
  })
  expect(server.seen.map(s => s.headers.authorization)).toEqual([
    'Basic YTpi',
    'Bearer from-file',
    `Bearer from-exec${info.replace(/[^a-z]/g, '').length}`,
  ])
  const words = async (script: string) => (await get({ exec: exec(script) }).catch(e => e)).words
  const prefix = 'Unable to connect to the server: getting credentials: '
  expect(await words('exit 3')).toBe(`${prefix}exec: executable sh failed with exit code 3`)
  expect(await words(credential(''))).toBe(`${prefix}exec plugin didn't return a status field`)
  expect(await words(credential(',"status":{}'))).toBe(`${prefix}exec plugin didn't return a token or cert/key pair`)
  expect(await words("echo '{}'")).toBe(
    `${prefix}exec plugin is configured to use API version client.authentication.k8s.io/v1, plugin returned version client.authentication.k8s.io/__internal`,
  )
  rmSync(folder, { recursive: true })
})
