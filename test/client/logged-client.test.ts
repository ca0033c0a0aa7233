import { expect, test } from 'vitest'
import { StatusError } from '../../src/apimachinery/status.ts'
import type { ApiRequest, RawClient } from '../../src/client/client.ts'
import { LoggedClient } from '../../src/client/logged-client.ts'

const answering: RawClient = {
  request: async ({ path }) => {
    if (path.endsWith('/nope')) throw new StatusError(404, 'NotFound', 'pods "nope" not found')
    return { code: 200, body: { kind: 'PodList', items: [] }, warnings: [] }
  },
  raw: async () => 'ok',
  resources: async () => [],
  pause: async () => {},
}

async function linesOf(verbosity: number, request: ApiRequest): Promise<string[]> {
  const lines: string[] = []
  const client = new LoggedClient(answering, { server: 'https://h:1', verbosity, log: line => lines.push(line) })
  await client.request(request).catch(error => expect(error).toBeInstanceOf(StatusError))
  return lines.map(line => line.replace(/milliseconds=\d+/, 'milliseconds=N'))
}

const LIST: ApiRequest = { method: 'GET', path: '/api/v1/pods', query: { limit: '1', fieldSelector: 'a=b' } }

test('--v=6 tells of the answer, with the parameters in the order of their names', async () => {
  expect(await linesOf(6, LIST)).toEqual([
    'round_trippers.go:632] "Response" verb="GET" url="https://h:1/api/v1/pods?fieldSelector=a%3Db&limit=1" status="200 OK" milliseconds=N',
  ])
})

test('refusals are told of too', async () => {
  expect(await linesOf(6, { method: 'GET', path: '/api/v1/namespaces/default/pods/nope' })).toEqual([
    'round_trippers.go:632] "Response" verb="GET" url="https://h:1/api/v1/namespaces/default/pods/nope" status="404 Not Found" milliseconds=N',
  ])
})

test('--v=7 shows the request with its headers, --v=8 the bodies', async () => {
  const post: ApiRequest = { method: 'POST', path: '/api/v1/pods', body: { kind: 'Pod' } }
  const request =
    'round_trippers.go:527] "Request" verb="POST" url="https://h:1/api/v1/pods" headers=<\n\tAccept: application/json\n\tContent-Type: application/json\n >'
  const response = 'round_trippers.go:632] "Response" status="200 OK" milliseconds=N'
  expect(await linesOf(7, post)).toEqual([request, response])
  expect(await linesOf(8, post)).toEqual([
    'helper.go:105] "Request Body" body=<\n\t{"kind":"Pod"}\n >',
    request,
    response,
    'helper.go:105] "Response Body" body=<\n\t{"kind":"PodList","items":[]}\n >',
  ])
})

test('long bodies are cut at --v=8, not at --v=10', async () => {
  const post: ApiRequest = { method: 'POST', path: '/api/v1/pods', body: 'x'.repeat(2000) }
  expect((await linesOf(8, post))[0]).toContain('xx [truncated 976 chars]"')
  expect((await linesOf(10, post))[0]).not.toContain('truncated')
})
