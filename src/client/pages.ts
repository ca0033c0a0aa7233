import type { ApiRequest } from '../api/request.ts'
import type { Client } from './client.ts'

/** What comes in pages: a list or a table. An object is one page. */
interface Page {
  metadata?: object
  items?: readonly unknown[]
  rows?: readonly unknown[]
}

/** Asks for a list or a table in pages of `chunkSize`, at once where that is 0, and answers them as one. Throws StatusError. */
export async function getInPages<T extends Page>(client: Client, request: ApiRequest, chunkSize: number): Promise<T> {
  if (chunkSize <= 0) return (await client.request(request)).body as T
  const pages: T[] = []
  let query: ApiRequest['query'] = { ...request.query, limit: String(chunkSize) }
  for (;;) {
    const page = (await client.request({ ...request, query })).body as T
    pages.push(page)
    const next = (page.metadata as { continue?: string } | undefined)?.continue
    if (!next) return joined(pages)
    query = { ...query, continue: next }
  }
}

function joined<T extends Page>(pages: readonly T[]): T {
  const [first, ...more] = pages as [T, ...T[]]
  if (more.length === 0) return first
  const metadata = pages.at(-1)!.metadata
  return first.rows
    ? { ...first, metadata, rows: pages.flatMap(page => page.rows ?? []) }
    : { ...first, metadata, items: pages.flatMap(page => page.items ?? []) }
}
