import type { KubeObject } from '../../api/object.ts'
import { notFound } from '../../apimachinery/status.ts'
import type { Kind } from '../../kinds/kind.ts'
import { keyOf } from './keys.ts'
import type { Environment } from './request-context.ts'

/** The stored object as its kind serves it. Throws NotFound. */
export function getStored(environment: Environment, kind: Kind, namespace: string, name: string): KubeObject {
  const object = kind.found?.find(o => o.metadata.name === name) ?? environment.store.get(keyOf(kind, namespace, name))
  if (object) return kind.serve ? kind.serve(object) : object
  throw notFound({ group: kind.group, resource: kind.resource }, name)
}

/**
 * Throws NotFound where a namespace does not exist: of what is asked for in it, v1.36 says that the namespace is not found
 * (`kubectl get pod x -n typo`).
 */
export function requireNamespace(environment: Environment, namespace: string): void {
  if (namespace !== '' && environment.store.get(`/registry/namespaces/${namespace}`) === undefined)
    throw notFound({ group: '', resource: 'namespaces' }, namespace)
}
