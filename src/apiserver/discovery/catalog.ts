import { type ApiResource, resources } from '../../api/discovery.ts'
import { groupVersion } from '../../api/object.ts'
import type { APIService, CustomResourceDefinition } from '../../api/types.gen.ts'
import { DEFINITIONS_PREFIX } from '../../kinds/customresource/definitions.ts'
import { customResources } from '../../kinds/customresource/discovery.ts'
import { compareVersions } from '../../kinds/customresource/version-order.ts'
import type { ReadStore } from '../../storage/store.ts'

const SERVICES_PREFIX = '/registry/apiregistration.k8s.io/apiservices/'
/** The group of APIServices has none itself and always comes first. */
const AGGREGATOR = 'apiregistration.k8s.io'

/** A version of a group. `available` is false where another server would have to answer for it (an APIService with a service). */
export interface CatalogVersion {
  version: string
  resources: readonly ApiResource[]
  available: boolean
}

/** A group with its versions, the preferred one first; the core group's name is ''. */
export interface CatalogGroup {
  name: string
  versions: CatalogVersion[]
}

/**
 * What the cluster serves, group by group as its APIServices rank them: by priority, then by name; versions likewise, then as their
 * names say. Source: kube-aggregator's SortedByGroupAndVersion.
 */
export function catalog(store: Pick<ReadStore, 'list'>): CatalogGroup[] {
  const served = servedResources(store)
  const services = store.list(SERVICES_PREFIX) as APIService[]
  const groups = new Map<string, APIService[]>()
  for (const service of services) {
    const group = service.spec?.group ?? ''
    groups.set(group, [...(groups.get(group) ?? []), service])
  }
  const named = [...groups]
    .map(([name, members]) => ({
      name,
      priority: Math.max(...members.map(s => s.spec?.groupPriorityMinimum ?? 0)),
      versions: members.sort(compareServices).map(service => versionOf(service, served)),
    }))
    .sort((a, b) => b.priority - a.priority || (a.name < b.name ? -1 : 1))
    .map(({ name, versions }) => ({ name, versions }))
  return [aggregatorGroup(served), ...named.filter(g => g.name !== AGGREGATOR)]
}

function aggregatorGroup(served: readonly ApiResource[]): CatalogGroup {
  const own = served.filter(r => r.group === AGGREGATOR)
  const versions = [...new Set(own.map(r => r.version))]
  return {
    name: AGGREGATOR,
    versions: versions.map(version => ({
      version,
      resources: own.filter(r => r.version === version),
      available: true,
    })),
  }
}

/** Every resource, built in or defined in the cluster. */
function servedResources(store: Pick<ReadStore, 'list'>): ApiResource[] {
  return [...resources(), ...customResources(store.list(DEFINITIONS_PREFIX) as CustomResourceDefinition[])]
}

/** "apps/v1" of a group and a version of the catalog. */
export const catalogName = (group: CatalogGroup, { version }: CatalogVersion): string =>
  groupVersion(group.name, version)

function compareServices(a: APIService, b: APIService): number {
  const priority = (b.spec?.versionPriority ?? 0) - (a.spec?.versionPriority ?? 0)
  return priority || compareVersions(a.spec?.version ?? '', b.spec?.version ?? '')
}

function versionOf({ spec }: APIService, served: readonly ApiResource[]): CatalogVersion {
  const { group = '', version = '', service } = spec ?? {}
  return {
    version,
    available: service === undefined,
    resources: service ? [] : served.filter(r => r.group === group && r.version === version),
  }
}
