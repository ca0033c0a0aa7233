import type { ApiResource, ApiSubresource } from '../../api/discovery.ts'
import { splitGroupVersion } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'

const AGGREGATED = ['v2', 'v2beta1']
  .map(version => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
  .join(',')

/** Gets a JSON document of the server. */
export type Fetch = (path: string, accept: string) => Promise<unknown>

interface Kind {
  group?: string
  version?: string
  kind?: string
}

/** apidiscovery.k8s.io/v2: everything that a server, or a part of it, serves. */
interface GroupDiscoveryList {
  kind: string
  items?: {
    metadata?: { name?: string }
    versions?: { version?: string; resources?: AggregatedResource[] }[]
  }[]
}

interface AggregatedResource {
  resource?: string
  responseKind?: Kind
  scope?: string
  singularResource?: string
  verbs?: string[]
  shortNames?: string[]
  categories?: string[]
  subresources?: { subresource?: string; responseKind?: Kind; verbs?: string[] }[]
}

interface ApiVersions {
  versions?: string[]
}

interface ApiGroupList {
  groups?: { name: string; versions?: { version: string }[]; preferredVersion?: { version: string } }[]
}

interface ResourceList {
  resources?: (Kind & {
    name: string
    singularName?: string
    namespaced?: boolean
    kind: string
    verbs?: string[]
    shortNames?: string[]
    categories?: string[]
  })[]
}

/**
 * What a server serves, in the order in which it tells: the core group first, then the groups by their priority, of each the preferred
 * version first. Aggregated discovery where the server has it, else one request for every version of every group. Throws what `fetch`
 * throws; versions that cannot be had are left out, as kubectl does.
 */
export async function discover(fetch: Fetch): Promise<ApiResource[]> {
  const roots = await Promise.all(
    ['/api', '/apis'].map(path => unlessRefused(fetch(path, `${AGGREGATED},application/json`))),
  )
  const found = await Promise.all(
    roots.map((root, i) => (isAggregated(root) ? aggregated(root) : legacy(root, i === 0, fetch))),
  )
  return found.flat()
}

const isAggregated = (root: unknown): root is GroupDiscoveryList =>
  (root as GroupDiscoveryList | undefined)?.kind === 'APIGroupDiscoveryList'

function aggregated({ items }: GroupDiscoveryList): ApiResource[] {
  return (items ?? []).flatMap(({ metadata, versions }) =>
    (versions ?? []).flatMap(({ version = '', resources }) =>
      (resources ?? []).map(r => aggregatedResource(r, metadata?.name ?? '', version)),
    ),
  )
}

function aggregatedResource(r: AggregatedResource, group: string, version: string): ApiResource {
  const kind = r.responseKind?.kind ?? ''
  const subresources = (r.subresources ?? []).map((s): ApiSubresource => {
    const own = s.responseKind ?? {}
    const elsewhere = own.version && (own.group !== group || own.version !== version)
    const gv = elsewhere ? { group: own.group ?? '', version: own.version! } : {}
    return { name: s.subresource ?? '', kind: own.kind ?? '', verbs: s.verbs ?? [], ...gv }
  })
  return {
    group,
    version,
    resource: r.resource ?? '',
    singular: r.singularResource || kind.toLowerCase(),
    kind,
    namespaced: r.scope === 'Namespaced',
    verbs: r.verbs ?? [],
    ...(r.shortNames?.length ? { shortNames: r.shortNames } : {}),
    ...(r.categories?.length ? { categories: r.categories } : {}),
    ...(subresources.length ? { subresources } : {}),
  }
}

async function legacy(root: unknown, isCore: boolean, fetch: Fetch): Promise<ApiResource[]> {
  const groupVersions = isCore
    ? ((root as ApiVersions | undefined)?.versions ?? [])
    : ((root as ApiGroupList | undefined)?.groups ?? []).flatMap(({ name, versions = [], preferredVersion }) => {
        const all = versions.map(v => v.version)
        const first = preferredVersion?.version
        return [...all.filter(v => v === first), ...all.filter(v => v !== first)].map(v => `${name}/${v}`)
      })
  const lists = await Promise.all(
    groupVersions.map(async gv => {
      const list = await unlessRefused(fetch(isCore ? `/api/${gv}` : `/apis/${gv}`, 'application/json'))
      return legacyResources(gv, list as ResourceList | undefined)
    }),
  )
  return lists.flat()
}

function legacyResources(groupVersion: string, list: ResourceList | undefined): ApiResource[] {
  const { group, version } = splitGroupVersion(groupVersion)
  const byName = new Map<string, ApiResource & { subresources?: ApiSubresource[] }>()
  const rows = list?.resources ?? []
  for (const r of rows) {
    if (r.name.includes('/')) continue
    byName.set(r.name, {
      group,
      version,
      resource: r.name,
      singular: r.singularName || r.kind.toLowerCase(),
      kind: r.kind,
      namespaced: r.namespaced === true,
      verbs: r.verbs ?? [],
      ...(r.shortNames?.length ? { shortNames: r.shortNames } : {}),
      ...(r.categories?.length ? { categories: r.categories } : {}),
    })
  }
  for (const r of rows) {
    const slash = r.name.indexOf('/')
    const owner = slash < 0 ? undefined : byName.get(r.name.slice(0, slash))
    if (!owner) continue
    const gv = r.version ? { group: r.group ?? '', version: r.version } : {}
    owner.subresources = [
      ...(owner.subresources ?? []),
      { name: r.name.slice(slash + 1), kind: r.kind, verbs: r.verbs ?? [], ...gv },
    ]
  }
  return [...byName.values()]
}

/** Nothing, where the server serves this not, not now or not to us. */
async function unlessRefused(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof StatusError && [403, 404, 503].includes(error.status.code)) return undefined
    throw error
  }
}
