import { readGenerated } from './generated.ts'
import type { GroupVersionKind } from './object.ts'

/** A part of a resource with an endpoint of its own: "status", "scale", "log". */
export interface ApiSubresource {
  name: string
  /** What its requests and answers hold; of `group` and `version` where these are set, else of the resource's. */
  kind: string
  verbs: readonly string[]
  group?: string
  version?: string
}

/** A resource as discovery lists it. */
export interface ApiResource {
  group: string
  version: string
  /** Plural, lower case: "services". */
  resource: string
  singular: string
  kind: string
  namespaced: boolean
  verbs: readonly string[]
  shortNames?: readonly string[]
  categories?: readonly string[]
  subresources?: readonly ApiSubresource[]
  /** Of a resource that a definition in the cluster has made. */
  isCustom?: true
  /** The version that the objects are kept in, where that need not be the group's preferred one. */
  storageVersion?: string
}

/** A column of the table that the API server prints a resource's objects in; priority 0 is always shown, 1 with -o wide. */
export interface TableColumn {
  name: string
  type: string
  format: string
  priority: number
}

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']
const SUBRESOURCE_VERBS = ['get', 'patch', 'update']

type Compact<T> = Omit<T, 'verbs' | 'namespaced' | 'subresources'> & { verbs?: string[]; namespaced?: true }
type CompactResource = Compact<ApiResource> & { subresources?: Compact<ApiSubresource>[] }

let all: readonly ApiResource[] | undefined

/**
 * Every built-in resource, in the order of the API server's discovery: the groups by priority and, within a group, the
 * preferred version first.
 */
export function resources(): readonly ApiResource[] {
  all ??= (readGenerated('discovery.json') as CompactResource[]).map(expand)
  return all
}

function expand(row: CompactResource): ApiResource {
  const { subresources, ...rest } = row
  const resource: ApiResource = { ...rest, namespaced: row.namespaced === true, verbs: row.verbs ?? VERBS }
  if (subresources) resource.subresources = subresources.map(s => ({ ...s, verbs: s.verbs ?? SUBRESOURCE_VERBS }))
  return resource
}

/**
 * The resource of a plural name. Without a group the first in discovery's order, which is the one kubectl takes; without
 * a version the group's preferred one.
 */
export function findResource(wanted: { group?: string; version?: string; resource: string }): ApiResource | undefined {
  return resources().find(
    r =>
      r.resource === wanted.resource &&
      (wanted.group === undefined || r.group === wanted.group) &&
      (wanted.version === undefined || r.version === wanted.version),
  )
}

/** The resource whose objects are of a kind. */
export function resourceForKind(gvk: GroupVersionKind): ApiResource | undefined {
  return resources().find(r => r.kind === gvk.kind && r.group === gvk.group && r.version === gvk.version)
}

/** The versions of a group, preferred one first; empty for an unknown group. */
export function groupVersions(group: string): string[] {
  return [...new Set(resources().flatMap(r => (r.group === group ? [r.version] : [])))]
}

type CompactColumn = [name: string, type: string, format: string, priority: number]
let columns: Record<string, CompactColumn[]> | undefined

/** The columns of a resource's table; undefined where the API server prints none of its own. */
export function tableColumns(r: { group: string; version: string; resource: string }): TableColumn[] | undefined {
  columns ??= readGenerated('columns.json') as Record<string, CompactColumn[]>
  const key = r.group === '' ? `${r.version}/${r.resource}` : `${r.group}/${r.version}/${r.resource}`
  if (!Object.hasOwn(columns, key)) return undefined
  return columns[key]!.map(([name, type, format, priority]) => ({ name, type, format, priority }))
}
