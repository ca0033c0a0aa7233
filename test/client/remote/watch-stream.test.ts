import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import type { WatchEvent } from '../../../src/client/client.ts'
import { FakeServer } from './fake-server.ts'

const event = (name: string): WatchEvent => ({ type: 'ADDED', object: { metadata: { name } } })

async function watching(): Promise<{
  server: FakeServer
  response: ServerResponse
  watch: AsyncIterableIterator<WatchEvent>
}> {
  let response: ServerResponse | undefined
  const server = await FakeServer.start(r => {
    response = r
    r.writeHead(200).flushHeaders()
  })
  const { watch } = await server.client().request({ method: 'GET', path: '/api/v1/pods', query: { watch: 'true' } })
  return { server, response: response!, watch: watch! }
}

async function rest(watch: AsyncIterableIterator<WatchEvent>): Promise<WatchEvent[]> {
  const all: WatchEvent[] = []
  for await (const one of watch) all.push(one)
  return all
}

test('events come whole however their bytes come', async () => {
  const { server, response, watch } = await watching()
  using _ = server
  const bytes = Buffer.from(
    `${JSON.stringify(event('zürich'))}\n${JSON.stringify(event('b'))}\n\n${JSON.stringify(event('c'))}\n`,
  )
  for (const byte of bytes) response.write(Buffer.of(byte))
  response.end()
  expect(await rest(watch)).toEqual([event('zürich'), event('b'), event('c')])
})

test('whoever waits is told when a watch is closed, and the server too', async () => {
  const { server, response, watch } = await watching()
  using _ = server
  const closed = new Promise(resolve => response.once('close', resolve))
  const next = watch.next()
  await watch.return!()
  expect(await next).toEqual({ value: undefined, done: true })
  expect(await watch.next()).toEqual({ value: undefined, done: true })
  await closed
})

test('a connection that breaks ends the watch after the events that came', async () => {
  const { server, response, watch } = await watching()
  using _ = server
  response.write(`${JSON.stringify(event('a'))}\n{"type":"ADD`, () => response.destroy())
  expect(await rest(watch)).toEqual([event('a')])
})

test('what is no event is an error event, the last', async () => {
  const { server, response, watch } = await watching()
  using _ = server
  response.write('nonsense\n')
  const events = await rest(watch)
  expect(events).toMatchObject([{ type: 'ERROR', object: { kind: 'Status', code: 500 } }])
})

test('ten thousand events that nobody has read yet come in order', async () => {
  const { server, response, watch } = await watching()
  using _ = server
  for (let i = 0; i < 10_000; i++) response.write(`${JSON.stringify(event(String(i)))}\n`)
  response.end()
  const names = (await rest(watch)).map(e => Number(e.object.metadata.name))
  expect(names).toEqual([...names.keys()])
  expect(names).toHaveLength(10_000)
})
