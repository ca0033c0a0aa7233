import { type CatalogGroup, catalogName } from './catalog.ts'

const OTHERS = [
  '/apis/',
  '/healthz',
  '/healthz/ping',
  '/livez',
  '/livez/ping',
  '/metrics',
  '/openapi/v2',
  '/openapi/v3',
  '/openapi/v3/',
  '/readyz',
  '/readyz/ping',
  '/version',
]

/** GET /: the paths that there are. */
export function rootPaths(groups: readonly CatalogGroup[]): string[] {
  const api = groups.flatMap(group => {
    if (group.name === '') return ['/api', ...group.versions.map(v => `/api/${v.version}`)]
    return [`/apis/${group.name}`, ...group.versions.map(v => `/apis/${catalogName(group, v)}`)]
  })
  return [...api, '/apis', ...OTHERS].sort()
}
