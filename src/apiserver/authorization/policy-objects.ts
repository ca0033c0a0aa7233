import type { KubeObject } from '../../api/object.ts'
import type { ReadStore } from '../../storage/store.ts'

/** Where roles and their bindings are looked up, by resource ("roles.rbac.authorization.k8s.io"), namespace and name. */
export interface PolicyObjects {
  get<T extends KubeObject>(resource: string, namespace: string, name: string): T | undefined
  list<T extends KubeObject>(resource: string, namespace?: string): readonly T[]
}

/** The roles of a store, for requests for which no kinds have been loaded. */
export function policyObjects(store: Pick<ReadStore, 'get' | 'list'>): PolicyObjects {
  const prefix = (resource: string, namespace: string) =>
    `/registry/${resource.slice(0, resource.indexOf('.'))}/${namespace === '' ? '' : `${namespace}/`}`
  return {
    get: <T extends KubeObject>(resource: string, namespace: string, name: string) =>
      store.get(prefix(resource, namespace) + name) as T | undefined,
    list: <T extends KubeObject>(resource: string, namespace = '') =>
      store.list(prefix(resource, namespace)) as readonly T[],
  }
}
