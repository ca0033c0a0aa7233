import type { KubeObject } from '../../api/object.ts'
import { listObjects } from '../../client/client.ts'
import type { DescribeContext } from './describer.ts'

/** Reads a whole collection in pages of the size that --chunk-size asks for. Throws StatusError. */
export function listInChunks<T extends KubeObject>(
  context: DescribeContext,
  resource: { group: string; version: string; resource: string },
  namespace: string,
  selectors: { labelSelector?: string; fieldSelector?: string } = {},
): Promise<T[]> {
  return listObjects<T>(context.client, resource, namespace, selectors, context.chunkSize)
}
