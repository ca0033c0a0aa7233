import { expect, test } from 'vitest'
import type { ApiRequest, Client } from '../../src/client/client.ts'
import { getInPages } from '../../src/client/pages.ts'

/** A server of a list of numbers that pages as Kubernetes does. */
function serving(count: number, asked: ApiRequest[], key: 'items' | 'rows' = 'items'): Client {
  return {
    request: async request => {
      asked.push(request)
      const from = Number(request.query?.continue ?? 0)
      const to = Math.min(count, from + (Number(request.query?.limit ?? 0) || count))
      const some = Array.from({ length: to - from }, (_, at) => from + at)
      const metadata = { resourceVersion: '7', ...(to < count ? { continue: String(to) } : {}) }
      return { code: 200, body: { kind: 'List', metadata, [key]: some }, warnings: [] }
    },
    resources: async () => [],
    pause: async () => {},
  }
}

const GET: ApiRequest = { method: 'GET', path: '/api/v1/pods', query: { labelSelector: 'a=b' } }

test('pages are asked for one after the other and come as one list', async () => {
  const asked: ApiRequest[] = []
  expect(await getInPages(serving(5, asked), GET, 2)).toEqual({
    kind: 'List',
    metadata: { resourceVersion: '7' },
    items: [0, 1, 2, 3, 4],
  })
  expect(asked.map(({ query }) => query)).toEqual([
    { labelSelector: 'a=b', limit: '2' },
    { labelSelector: 'a=b', limit: '2', continue: '2' },
    { labelSelector: 'a=b', limit: '2', continue: '4' },
  ])
})

test('so do the rows of a table', async () => {
  expect(await getInPages(serving(3, [], 'rows'), GET, 2)).toMatchObject({ rows: [0, 1, 2] })
})

test('without a size everything is asked for at once', async () => {
  const asked: ApiRequest[] = []
  expect(await getInPages(serving(5, asked), GET, 0)).toMatchObject({ items: [0, 1, 2, 3, 4] })
  expect(asked).toEqual([GET])
})
