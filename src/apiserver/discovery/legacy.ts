import { createHash } from 'node:crypto'
import type { ApiResource } from '../../api/discovery.ts'
import { groupVersion } from '../../api/object.ts'
import { type CatalogGroup, type CatalogVersion, catalogName } from './catalog.ts'

/** Where clients of any address are told to find the server. */
const SERVER_ADDRESSES = [{ clientCIDR: '0.0.0.0/0', serverAddress: '172.18.0.2:6443' }]

/** What is kept as something else than its own group's preferred version. */
const STORED_AS: Record<string, string> = { 'events.k8s.io/Event': '/v1/Event' }

/** GET /api: the versions of the core group. */
export function apiVersions(groups: readonly CatalogGroup[]): object {
  const versions = groups.filter(g => g.name === '').flatMap(g => g.versions.map(v => v.version))
  return { kind: 'APIVersions', versions, serverAddressByClientCIDRs: SERVER_ADDRESSES }
}

/** GET /apis: all groups but the core one. */
export function apiGroupList(groups: readonly CatalogGroup[]): object {
  const named = groups.filter(g => g.name !== '')
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: named.map(groupFields) }
}

/** GET /apis/<group>. */
export function apiGroup(group: CatalogGroup): object {
  return { kind: 'APIGroup', apiVersion: 'v1', ...groupFields(group) }
}

function groupFields(group: CatalogGroup) {
  const versions = group.versions.map(v => ({ groupVersion: catalogName(group, v), version: v.version }))
  return { name: group.name, versions, preferredVersion: versions[0] }
}

/** GET /api/v1 and /apis/<group>/<version>: the resources and their parts. */
export function apiResourceList(group: CatalogGroup, version: CatalogVersion): object {
  const preferred = group.versions[0]!.version
  return {
    kind: 'APIResourceList',
    ...(group.name === '' ? {} : { apiVersion: 'v1' }),
    groupVersion: catalogName(group, version),
    resources: version.resources.flatMap(r => [resourceFields(r, preferred), ...subresourceFields(r)]),
  }
}

function resourceFields(r: ApiResource, preferred: string): object {
  return {
    name: r.resource,
    singularName: r.singular,
    namespaced: r.namespaced,
    kind: r.kind,
    verbs: r.verbs,
    ...(r.shortNames ? { shortNames: r.shortNames } : {}),
    ...(r.categories ? { categories: r.categories } : {}),
    ...(r.verbs.includes('watch') ? { storageVersionHash: storageVersionHash(r, r.storageVersion ?? preferred) } : {}),
  }
}

function subresourceFields(r: ApiResource): object[] {
  return (r.subresources ?? []).map(({ name, kind, verbs, group, version }) => ({
    name: `${r.resource}/${name}`,
    singularName: '',
    namespaced: r.namespaced,
    ...(group === undefined ? {} : { group }),
    ...(version === undefined ? {} : { version }),
    kind,
    verbs,
  }))
}

/** What tells clients whether a resource is still kept in the version that it was (discovery.StorageVersionHash). */
function storageVersionHash({ group, kind }: ApiResource, version: string): string {
  const own = group === '' ? `/${version}/${kind}` : `${groupVersion(group, version)}/${kind}`
  const id = `${group}/${kind}`
  const stored = Object.hasOwn(STORED_AS, id) ? STORED_AS[id]! : own
  return createHash('sha256').update(stored).digest().subarray(0, 8).toString('base64')
}
