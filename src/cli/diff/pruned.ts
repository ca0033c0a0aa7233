import type { ApiResource } from '../../api/discovery.ts'
import type { KubeObject } from '../../api/object.ts'
import { type Client, listObjects } from '../../client/client.ts'
import { LAST_APPLIED } from '../apply/last-applied.ts'
import { typed } from '../resource/builder.ts'
import type { Info } from '../resource/info.ts'

/** Finds what `apply --prune` would delete: applied objects that no file names. */
export class Pruner {
  private readonly uids = new Set<string>()
  private readonly namespaces = new Set<string>()

  constructor(
    private readonly resources: readonly ApiResource[],
    private readonly labelSelector: string,
  ) {}

  /** Takes note of an object of a file; `live` is absent for one that does not exist yet. */
  visit(info: Info, live: KubeObject | undefined): void {
    if (info.resource.namespaced) this.namespaces.add(info.namespace)
    if (live?.metadata.uid) this.uids.add(live.metadata.uid)
  }

  /** The objects that would go, of the namespaces that were visited and of no namespace. Throws StatusError. */
  async pruned(client: Client): Promise<{ info: Info; object: KubeObject }[]> {
    const found: { info: Info; object: KubeObject }[] = []
    for (const resource of this.resources)
      for (const namespace of resource.namespaced ? this.namespaces : ['']) {
        const objects = await listObjects(client, resource, namespace, { labelSelector: this.labelSelector })
        for (const object of objects) {
          const { name = '', uid = '', annotations } = object.metadata
          if (annotations?.[LAST_APPLIED] === undefined || this.uids.has(uid)) continue
          found.push({ info: { resource, namespace, name, source: '' }, object: typed(object, resource) })
        }
      }
    return found
  }
}
