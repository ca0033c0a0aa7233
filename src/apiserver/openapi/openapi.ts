import { createHash } from 'node:crypto'
import type { CustomResourceDefinition } from '../../api/types.gen.ts'
import { DEFINITIONS_PREFIX } from '../../kinds/customresource/definitions.ts'
import type { ReadStore } from '../../storage/store.ts'
import { type CatalogGroup, type CatalogVersion, catalog } from '../discovery/catalog.ts'
import { VERSION } from '../version.ts'
import { definedVersions } from './custom-resources.ts'
import { openApiV2 } from './v2.ts'
import { encodeOpenApiV2 } from './v2-protobuf.ts'
import { openApiV3 } from './v3.ts'

/** What was made for a set of definitions; it is made anew when a definition changes. */
let made = new Map<string, string | Uint8Array>()
let madeFor: readonly object[] = []

type Store = Pick<ReadStore, 'list'>

/** GET /openapi/v3: where the description of each group's version is. The hash tells clients whether theirs is still good. */
export function openApiV3Index(store: Store): object {
  const entries = localVersions(store).map(({ group, version }) => {
    const path = pathOf(group, version)
    return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hashOf(group, version, store)}` }] as const
  })
  return { paths: Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) }
}

/** GET /openapi/v3/<path>: the JSON of one group's version; undefined where there is none. */
export function openApiV3Text(path: string, store: Store): string | undefined {
  const versions = localVersions(store)
  const found = versions.find(({ group, version }) => pathOf(group, version) === path)
  if (!found) return undefined
  const { group, version } = found
  return cached(`v3 ${path}`, store, () => {
    const custom = definedVersions(definitionsOf(store)).filter(
      d => d.definition.spec.group === group.name && d.version.name === version.version,
    )
    return JSON.stringify(openApiV3(version.resources, custom, groupVersionsOf(versions)))
  })
}

/** GET /openapi/v2: everything, as JSON. */
export function openApiV2Text(store: Store): string {
  return cached('v2', store, () => JSON.stringify(openApiV2Document(store)))
}

/** GET /openapi/v2: everything, as a Protocol Buffers message. */
export function openApiV2Bytes(store: Store): Uint8Array {
  return cached('v2 protobuf', store, () => encodeOpenApiV2(openApiV2Document(store)))
}

function openApiV2Document(store: Store): object {
  const versions = localVersions(store)
  const resources = versions.flatMap(({ version }) => version.resources)
  return openApiV2(resources, definedVersions(definitionsOf(store)), groupVersionsOf(versions))
}

interface LocalVersion {
  group: CatalogGroup
  version: CatalogVersion
}

function localVersions(store: Store): LocalVersion[] {
  return catalog(store).flatMap(group => group.versions.filter(v => v.available).map(version => ({ group, version })))
}

const groupVersionsOf = (versions: readonly LocalVersion[]) =>
  versions.map(({ group, version }) => ({ group: group.name, version: version.version }))

const definitionsOf = (store: Store) => store.list(DEFINITIONS_PREFIX) as CustomResourceDefinition[]

const pathOf = (group: CatalogGroup, { version }: CatalogVersion): string =>
  group.name === '' ? `api/${version}` : `apis/${group.name}/${version}`

function hashOf(group: CatalogGroup, { version }: CatalogVersion, store: Store): string {
  const own = definitionsOf(store).filter(d => d.spec.group === group.name)
  const parts = [VERSION.gitVersion, group.name, version, own.map(d => [d.metadata.uid, d.metadata.resourceVersion])]
  return createHash('sha512').update(JSON.stringify(parts)).digest('hex').toUpperCase()
}

function cached<T extends string | Uint8Array>(key: string, store: Store, make: () => T): T {
  const definitions = definitionsOf(store)
  if (definitions.length !== madeFor.length || definitions.some((d, i) => d !== madeFor[i])) {
    made = new Map()
    madeFor = definitions
  }
  const known = made.get(key)
  if (known !== undefined) return known as T
  const value = make()
  made.set(key, value)
  return value
}
