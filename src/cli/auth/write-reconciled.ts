import type { ApiResource } from '../../api/discovery.ts'
import type { KubeObject } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { type Client, getObject, resourcePath } from '../../client/client.ts'
import { CommandError } from '../errors.ts'
import type { Reconciled } from './reconciled.ts'

const MAX_ATTEMPTS = 3
const USER_AGENT = 'kubectl'
const NAMESPACES = { group: '', version: 'v1', resource: 'namespaces' }

/**
 * Reads the live object, computes what has to be done, and does it (unless only the plan is wanted or the object has opted out). Begins
 * again where somebody else creates or deletes it meanwhile.
 */
export async function carryOut(
  { resource, namespace, object }: { resource: ApiResource; namespace: string; object: KubeObject },
  compute: (live: KubeObject | undefined, wanted: KubeObject) => Reconciled,
  client: Client,
  planOnly: boolean,
): Promise<Reconciled> {
  const name = object.metadata.name ?? ''
  const collection = resourcePath(resource, namespace)
  const itself = resourcePath(resource, namespace, name)
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const live = await unless(404, () => getObject(client, resource, namespace, name))
    const result = compute(live, object)
    if (result.isProtected || planOnly || result.operation === 'none') return result
    if (result.operation === 'recreate') await unless(404, () => remove(live!))
    const isUpdate = result.operation === 'update'
    if (!isUpdate && namespace !== '') await ensureNamespace(namespace, client)
    const written = isUpdate
      ? await unless(404, () => send('PUT', itself, result.object))
      : await unless(409, () => send('POST', collection, result.object))
    if (written) return { ...result, object: written }
  }
  throw new CommandError('exceeded maximum attempts')

  async function send(method: 'PUT' | 'POST', path: string, body: KubeObject): Promise<KubeObject> {
    return (await client.request({ method, path, body, userAgent: USER_AGENT })).body as KubeObject
  }

  async function remove({ metadata }: KubeObject): Promise<void> {
    const body = { kind: 'DeleteOptions', apiVersion: 'v1', preconditions: { uid: metadata.uid } }
    await client.request({ method: 'DELETE', path: itself, body })
  }
}

/** Roles may come before the namespace that they are in. */
async function ensureNamespace(name: string, client: Client): Promise<void> {
  if (await unless(404, () => getObject(client, NAMESPACES, '', name))) return
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }
  const path = resourcePath(NAMESPACES, '')
  await unless(409, () => client.request({ method: 'POST', path, body, userAgent: USER_AGENT }))
}

/** The outcome of a request, undefined where it fails with the expected code. */
async function unless<T>(code: number, request: () => Promise<T>): Promise<T | undefined> {
  try {
    return await request()
  } catch (error) {
    if (error instanceof StatusError && error.status.code === code) return undefined
    throw error
  }
}
