import type { ApiResource } from '../../api/discovery.ts'
import type { CatalogGroup, CatalogVersion } from './catalog.ts'

/** The versions of the API in which all that is served can be asked for at once, the best first. */
export const AGGREGATED_VERSIONS = ['v2', 'v2beta1']

/** The content type of an aggregated answer. */
export const aggregatedType = (version: string): string =>
  `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`

/** GET /api and /apis where the client takes all groups with all their resources in one answer. */
export function apiGroupDiscoveryList(groups: readonly CatalogGroup[], version: string): object {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: groups.map(group => ({
      metadata: group.name === '' ? {} : { name: group.name },
      versions: group.versions.map(versionFields),
    })),
  }
}

function versionFields({ version, resources, available }: CatalogVersion): object {
  return {
    version,
    ...(resources.length ? { resources: resources.map(resourceFields) } : {}),
    freshness: available ? 'Current' : 'Stale',
  }
}

function resourceFields(r: ApiResource): object {
  return {
    resource: r.resource,
    responseKind: responseKind(r.isCustom ? { group: r.group, version: r.version, kind: r.kind } : { kind: r.kind }),
    scope: r.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: r.singular,
    verbs: r.verbs,
    ...(r.shortNames ? { shortNames: r.shortNames } : {}),
    ...(r.categories ? { categories: r.categories } : {}),
    ...(r.subresources ? { subresources: r.subresources.map(s => subresourceFields(s, r)) } : {}),
  }
}

function subresourceFields(
  { name, kind, verbs, group, version }: NonNullable<ApiResource['subresources']>[number],
  r: ApiResource,
): object {
  const own = r.isCustom ? { group: r.group, version: r.version } : {}
  return {
    subresource: name,
    responseKind: responseKind({ ...own, ...(group === undefined ? {} : { group, version: version! }), kind }),
    verbs,
  }
}

/** Of built-in resources only the kind is told: the group and version are those that are asked for. */
const responseKind = ({ group = '', version = '', kind }: { group?: string; version?: string; kind: string }) => ({
  group,
  version,
  kind,
})
