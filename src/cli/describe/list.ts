import type { KubeObject } from '../../api/object.ts'
import { type ListBody, resourcePath } from '../../client/client.ts'
import type { DescribeContext } from './describer.ts'

/** Reads a whole collection in pages of the size that --chunk-size asks for. Throws StatusError. */
export async function listInChunks<T extends KubeObject>(
  context: DescribeContext,
  resource: { group: string; version: string; resource: string },
  namespace: string,
  selectors: { labelSelector?: string; fieldSelector?: string } = {},
): Promise<T[]> {
  const path = resourcePath(resource, namespace)
  const items: T[] = []
  const query: Record<string, string> = {}
  for (const [name, value] of Object.entries(selectors)) if (value) query[name] = value
  if (context.chunkSize) query.limit = String(context.chunkSize)
  for (;;) {
    const list = (await context.client.request({ method: 'GET', path, query })).body as ListBody<T>
    items.push(...list.items)
    const next = list.metadata.continue
    if (!next) return items
    query.continue = next
  }
}
