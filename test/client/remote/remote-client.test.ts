import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { StatusError } from '../../../src/apimachinery/status.ts'
import { FakeServer, json } from './fake-server.ts'

test('a request becomes one of HTTP', async () => {
  using server = await FakeServer.start(response => json(response, 201, { kind: 'Pod' }))
  const client = server.client({
    server: `${server.url}/prefix`,
    auth: { token: 'abc' },
    impersonate: { user: 'jane', groups: ['a', 'b'], uid: '7', extra: { 'x/y': ['1'] } },
    timeout: 5000,
  })
  const answer = await client.request({
    method: 'PATCH',
    path: '/api/v1/namespaces/default/pods/web',
    query: { fieldManager: 'me', dryRun: ['All'] },
    contentType: 'application/merge-patch+json',
    body: { metadata: { labels: { a: 'ü' } } },
  })
  expect(answer).toMatchObject({ code: 201, body: { kind: 'Pod' }, warnings: [] })
  const [seen] = server.seen
  expect(seen).toMatchObject({
    method: 'PATCH',
    url: '/prefix/api/v1/namespaces/default/pods/web?dryRun=All&fieldManager=me&timeout=5s',
    body: '{"metadata":{"labels":{"a":"ü"}}}',
  })
  expect(seen!.headers).toMatchObject({
    authorization: 'Bearer abc',
    accept: 'application/json',
    'content-type': 'application/merge-patch+json',
    'impersonate-user': 'jane',
    'impersonate-group': 'a, b',
    'impersonate-uid': '7',
    'impersonate-extra-x%2fy': '1',
  })
  expect(seen!.headers['user-agent']).toMatch(/^kubectl\/v1\.36\.4 /)
})

test('a server that makes no tables may answer with objects', async () => {
  using server = await FakeServer.start(response => json(response, 200, {}))
  await server.client().request({ method: 'GET', path: '/x', accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' })
  expect(server.seen[0]!.headers.accept).toBe('application/json;as=Table;v=v1;g=meta.k8s.io,application/json')
})

test('a Status is thrown with its reason and details, its warnings are shown', async () => {
  const status = {
    kind: 'Status',
    status: 'Failure',
    code: 409,
    reason: 'AlreadyExists',
    message: 'pods "web" already exists',
    details: { name: 'web', kind: 'pods' },
  }
  using server = await FakeServer.start(response =>
    json(response, 409, status, { Warning: ['299 - "first \\"one\\""', '299 - "second", 214 - "not for us"'] }),
  )
  const warnings: string[] = []
  const failure = await server
    .client({}, warnings)
    .request({ method: 'POST', path: '/api/v1/pods', body: {} })
    .catch(e => e)
  expect(failure).toBeInstanceOf(StatusError)
  expect(failure.status).toMatchObject(status)
  expect(warnings).toEqual(['first "one"', 'second'])
})

// as kubectl 1.33 tells them
test.each([
  [
    404,
    '404 page not found\n',
    'NotFound',
    'the server could not find the requested resource (get foos.example.com x)',
  ],
  [403, 'no way', 'Forbidden', 'no way (get foos.example.com x)'],
  [
    500,
    'some words',
    'InternalError',
    'an error on the server ("some words") has prevented the request from succeeding (get foos.example.com x)',
  ],
  [
    418,
    '',
    'Unknown',
    'the server responded with the status code 418 but did not return more information (get foos.example.com x)',
  ],
])('an answer of %i that is no Status', async (code, text, reason, message) => {
  using server = await FakeServer.start(response => response.writeHead(code).end(text))
  const path = '/apis/example.com/v1/namespaces/default/foos/x'
  const failure = (await server
    .client()
    .request({ method: 'GET', path })
    .catch(e => e)) as StatusError
  expect(failure.status).toMatchObject({ code, reason, message })
  const raw = (await server
    .client()
    .raw({ method: 'GET', path })
    .catch(e => e)) as StatusError
  expect(raw.message).toBe(message.replace(' (get foos.example.com x)', ''))
})

test('what is to be asked later is asked later', async () => {
  let count = 0
  using server = await FakeServer.start(response =>
    ++count < 3 ? json(response, 429, {}, { 'Retry-After': '0.01' }) : json(response, 200, { ok: true }),
  )
  expect((await server.client().request({ method: 'GET', path: '/x' })).body).toEqual({ ok: true })
  expect(server.seen).toHaveLength(3)
})

test('packed answers are unpacked; raw ones come letter by letter', async () => {
  using server = await FakeServer.start(response => {
    response.writeHead(200, { 'Content-Encoding': 'gzip' })
    response.end(gzipSync('{"a": 1.0}\n'))
  })
  expect((await server.client().request({ method: 'GET', path: '/x' })).body).toEqual({ a: 1 })
  expect(await server.client().raw({ method: 'GET', path: '/x' })).toBe('{"a": 1.0}\n')
})

test('connections are kept for the next request', async () => {
  const sockets = new Set()
  using server = await FakeServer.start(response => {
    sockets.add(response.socket)
    json(response, 200, {})
  })
  const client = server.client()
  for (let i = 0; i < 3; i++) await client.request({ method: 'GET', path: '/x' })
  expect(sockets.size).toBe(1)
})
