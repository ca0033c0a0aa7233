import type { ApiResource, ApiSubresource } from '../../api/discovery.ts'
import type { CustomResourceDefinition, CustomResourceDefinitionVersion } from '../../api/types.gen.ts'
import { isEstablished } from './definitions.ts'
import { compareVersions } from './version-order.ts'

const VERBS = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch']
const SUBRESOURCE_VERBS = ['get', 'patch', 'update']

/** What discovery lists of the definitions: group by group in the order of their names, each group's preferred version first. */
export function customResources(definitions: readonly CustomResourceDefinition[]): ApiResource[] {
  const found = definitions
    .filter(isEstablished)
    .flatMap(definition => definition.spec.versions.filter(v => v.served).map(v => resourceOf(definition, v)))
  return found.sort(
    (a, b) => order(a.group, b.group) || compareVersions(a.version, b.version) || order(a.resource, b.resource),
  )
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function resourceOf({ spec, status }: CustomResourceDefinition, version: CustomResourceDefinitionVersion): ApiResource {
  const { group, scope } = spec
  const names = status?.acceptedNames ?? spec.names
  const subresources = subresourcesOf(version, names.kind)
  return {
    group,
    version: version.name,
    resource: names.plural,
    singular: names.singular ?? '',
    kind: names.kind,
    namespaced: scope === 'Namespaced',
    verbs: VERBS,
    isCustom: true,
    storageVersion: spec.versions.find(v => v.storage)?.name ?? version.name,
    ...(names.shortNames?.length ? { shortNames: names.shortNames } : {}),
    ...(names.categories?.length ? { categories: names.categories } : {}),
    ...(subresources.length ? { subresources } : {}),
  }
}

function subresourcesOf({ subresources }: CustomResourceDefinitionVersion, kind: string): ApiSubresource[] {
  const scale = { name: 'scale', kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: SUBRESOURCE_VERBS }
  return [
    ...(subresources?.status ? [{ name: 'status', kind, verbs: SUBRESOURCE_VERBS }] : []),
    ...(subresources?.scale ? [scale] : []),
  ]
}
