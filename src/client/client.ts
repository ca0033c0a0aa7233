import type { ApiResource } from '../api/discovery.ts'
import type { KubeObject } from '../api/object.ts'
import type { ApiRequest, ApiResponse } from '../api/request.ts'
import { getInPages } from './pages.ts'
import { nameSegment, namespaceSegment } from './path-segment.ts'

export type { ApiRequest, ApiResponse, WatchEvent } from '../api/request.ts'

/** Whoever answers API requests. Errors of the API are thrown as StatusError; anything else is a transport error. */
export interface Client {
  request(request: ApiRequest): Promise<ApiResponse>
  /** The resources that the cluster serves, in the order of its discovery. */
  resources(): Promise<readonly ApiResource[]>
  /** Waits until something may have changed, at most `milliseconds`; the next request sees what is new. */
  pause(milliseconds: number): Promise<void>
}

/** A client that can also hand an answer on as it is. */
export interface RawClient extends Client {
  /** The body of an answer as text, as the server writes it. Throws what `request` throws. */
  raw(request: ApiRequest): Promise<string>
}

/** The path of a collection or an object of it. `group` is '' for the core group; `namespace` '' for none. Throws PathSegmentError. */
export function resourcePath(
  resource: { group: string; version: string; resource: string },
  namespace: string,
  name?: string,
  subresource?: string,
): string {
  const root = resource.group === '' ? `/api/${resource.version}` : `/apis/${resource.group}/${resource.version}`
  const scope = namespace === '' ? '' : `/namespaces/${namespaceSegment(namespace)}`
  const object = name === undefined ? '' : `/${nameSegment(name)}`
  return `${root}${scope}/${resource.resource}${object}${subresource ? `/${subresource}` : ''}`
}

/** A List object as the API answers it. */
export interface ListBody<T extends KubeObject = KubeObject> {
  kind: string
  apiVersion: string
  metadata: { resourceVersion?: string; continue?: string }
  items: T[]
}

/** Reads one object. Throws StatusError (404 where it does not exist). */
export async function getObject<T extends KubeObject>(
  client: Client,
  resource: { group: string; version: string; resource: string },
  namespace: string,
  name: string,
): Promise<T> {
  return (await client.request({ method: 'GET', path: resourcePath(resource, namespace, name) })).body as T
}

/** Reads all objects of a collection, of one namespace or ('') of all; in pages of `chunkSize`, unless that is 0. Throws StatusError. */
export async function listObjects<T extends KubeObject>(
  client: Client,
  resource: { group: string; version: string; resource: string },
  namespace: string,
  selectors: { labelSelector?: string; fieldSelector?: string } = {},
  chunkSize = 0,
): Promise<T[]> {
  const query: Record<string, string> = {}
  if (selectors.labelSelector) query.labelSelector = selectors.labelSelector
  if (selectors.fieldSelector) query.fieldSelector = selectors.fieldSelector
  const path = resourcePath(resource, namespace)
  return (await getInPages<ListBody<T>>(client, { method: 'GET', path, query }, chunkSize)).items
}
