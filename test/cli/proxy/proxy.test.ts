import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { proxy } from '../../../src/cli/commands/proxy.ts'
import { parseFlags } from '../../../src/cli/flags/parse.ts'
import { Filter } from '../../../src/cli/proxy/filter.ts'
import { handleProxied, type ProxyOptions } from '../../../src/cli/proxy/proxy-handler.ts'
import { Connector } from '../../../src/client/remote/connector.ts'
import { FakeServer, json } from '../../client/remote/fake-server.ts'

const filterOf = (...line: string[]) => new Filter(parseFlags(line, proxy.flags!).flags)

describe('the filter', () => {
  test.each([
    ['GET', '/api/v1/pods', 'localhost:8001', true],
    ['GET', '/api/v1/pods', '127.0.0.1', true],
    ['GET', '/api/v1/pods', '[::1]', true],
    ['GET', '/api/v1/pods', 'evil.example:8001', false],
    ['GET', '/api/v1/pods', 'localhost.evil.example', false],
    ['POST', '/api/v1/namespaces/a/pods/b/exec', 'localhost', false],
    ['POST', '/api/v1/namespaces/a/pods/b/attach', 'localhost', false],
    ['GET', '/api/v1/namespaces/a/pods/b/log', 'localhost', true],
  ])('%s %s of %s', (method, path, host, accepted) => {
    expect(filterOf().accepts(method, path, host)).toBe(accepted)
  })

  test('as the flags say', () => {
    const filter = filterOf('--accept-paths=^/version$,^/api', '--reject-methods=^(POST|PUT)$', '--accept-hosts=^h$')
    expect(filter.accepts('GET', '/version', 'h:1')).toBe(true)
    expect(filter.accepts('PUT', '/version', 'h:1')).toBe(false)
    expect(filter.accepts('GET', '/healthz', 'h:1')).toBe(false)
    expect(() => filterOf('--accept-paths=(')).toThrow('Error compiling re: ')
  })
})

describe('the proxy', () => {
  let folder: string
  let upstream: FakeServer
  let server: Server
  let failures: string[]
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kubette-www-'))
    mkdirSync(join(folder, 'www/sub'), { recursive: true })
    writeFileSync(join(folder, 'www/a.txt'), 'hello')
    writeFileSync(join(folder, 'secret'), 'secret')
    failures = []
    upstream = await FakeServer.start((response, { url, method, body }) =>
      json(response, 201, { url, method, body }, { 'Access-Control-Allow-Origin': '*', 'X-Own': 'kept' }),
    )
  })
  afterEach(() => {
    server.closeAllConnections()
    server.close()
    upstream[Symbol.dispose]()
    rmSync(folder, { recursive: true })
  })

  async function open(
    options: Partial<ProxyOptions> = {},
    address = upstream.url,
  ): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
    const config = {
      server: address,
      tls: {},
      auth: { token: 'ours' },
      timeout: 0,
      proxyUrl: '',
      disableCompression: true,
    }
    const all: ProxyOptions = {
      connector: new Connector(config, {}),
      apiPrefix: '/',
      staticPrefix: '/static/',
      folder: join(folder, 'www'),
      filter: filterOf(),
      failed: message => failures.push(message),
      ...options,
    }
    server = createServer((q, r) => void handleProxied(q, r, all))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return (path, init) => fetch(base + path, init)
  }

  test('passes requests on with our credentials, and answers back', async () => {
    const get = await open()
    const answer = await get('/api/v1/x?a=b%20c', {
      method: 'POST',
      body: 'words',
      headers: { 'X-Mine': '1', Connection: 'close' },
    })
    expect(answer.status).toBe(201)
    expect(await answer.json()).toEqual({ url: '/api/v1/x?a=b%20c', method: 'POST', body: 'words' })
    expect(answer.headers.get('x-own')).toBe('kept')
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect(upstream.seen[0]!.headers).toMatchObject({
      authorization: 'Bearer ours',
      'x-mine': '1',
      host: new URL(upstream.url).host,
    })
  })

  test('credentials of the request go before ours', async () => {
    await (await open())('/api', { headers: { Authorization: 'Bearer theirs' } })
    expect(upstream.seen[0]!.headers.authorization).toBe('Bearer theirs')
  })

  test('what the filter refuses is not passed on', async () => {
    const answer = await (await open())('/api/v1/namespaces/a/pods/b/exec')
    expect([answer.status, await answer.text()]).toEqual([403, 'Forbidden\n'])
    expect(upstream.seen).toEqual([])
  })

  test('a prefix is taken off, unless it is the API itself', async () => {
    const get = await open({ apiPrefix: '/k8s/' })
    expect(await (await get('/k8s/version')).json()).toMatchObject({ url: '/version' })
    expect((await get('/version')).status).toBe(404)
    server.close()
    const api = await open({ apiPrefix: '/api/' })
    expect(await (await api('/api/v1')).json()).toMatchObject({ url: '/api/v1' })
  })

  test('files come from the folder and from nowhere else', async () => {
    const get = await open()
    expect(await (await get('/static/a.txt')).text()).toBe('hello')
    expect(await (await get('/static/')).text()).toContain('<a href="./sub/">sub/</a>')
    const { port } = server.address() as AddressInfo
    for (const path of [
      '/static/../secret',
      '/static/..%2fsecret',
      '/static/sub/..%2f..%2fsecret',
      '/static/%',
      '/static/a%00',
    ]) {
      const code = await new Promise(resolve =>
        request({ port, path, host: '127.0.0.1' }, answer => {
          answer.resume()
          resolve(answer.statusCode)
        }).end(),
      )
      expect([path, code]).toEqual([path, 404])
    }
  })

  test('a server that is not there', async () => {
    const answer = await (await open({}, 'http://127.0.0.1:1'))('/api')
    const why = 'dial tcp 127.0.0.1:1: connect: connection refused'
    expect([answer.status, await answer.text()]).toEqual([500, `${why}\n`])
    expect(failures).toEqual([`Error while proxying request: ${why}`])
  })

  test('an answer comes as it grows', async () => {
    const events = await FakeServer.start(response => {
      response.writeHead(200).write('one\n')
    })
    const answer = await (await open({}, events.url))('/watch')
    const { value } = await answer.body!.getReader().read()
    expect(Buffer.from(value!).toString()).toBe('one\n')
    events[Symbol.dispose]()
  })
})
