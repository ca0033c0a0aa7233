import type { KubeObject } from '../../api/object.ts'
import { type Client, resourcePath } from '../../client/client.ts'
import type { Info } from './info.ts'

/**
 * Creates an object as kubectl's resource helper does: the resourceVersion that a file has is not sent, for nothing that is yet to be has
 * one. Throws StatusError.
 */
export async function createObject(
  client: Client,
  { resource, namespace }: Pick<Info, 'resource' | 'namespace'>,
  object: KubeObject,
  query: Record<string, string>,
): Promise<KubeObject> {
  const path = resourcePath(resource, namespace)
  const { body } = await client.request({ method: 'POST', path, query, body: withoutResourceVersion(object) })
  return body as KubeObject
}

/** An object without its resourceVersion. */
export function withoutResourceVersion(object: KubeObject): KubeObject {
  const { resourceVersion: _, ...metadata } = object.metadata
  return { ...object, metadata }
}
