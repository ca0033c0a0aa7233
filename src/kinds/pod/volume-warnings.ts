import type { PodSpec, Volume, VolumeProjection } from '../../api/types.gen.ts'
import { quote } from '../../apimachinery/quote.ts'
import type { FieldPath } from '../../apimachinery/validation/field.ts'
import { fractionalWarning } from './fractional-warning.ts'

/** In the order of the API server's checks; the second is what the message calls the field. */
const REMOVED: readonly [keyof Volume, string, string][] = [
  ['photonPersistentDisk', 'photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'gitRepo', 'deprecated in v1.11, and disabled by default in v1.33+'],
  ['scaleIO', 'scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'storageOS', 'deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'rbd', 'deprecated in v1.28, non-functional in v1.31+'],
]

/** Volumes that no longer work, claims of fractions of bytes, and files in each other's way. `at` is spec.volumes. */
export function volumeWarnings(spec: PodSpec, at: FieldPath): string[] {
  const volumes = spec.volumes ?? []
  return [
    ...volumes.flatMap((volume, i) => [
      ...REMOVED.filter(([field]) => volume[field] !== undefined).map(
        ([, shown, message]) => `${at.index(i).child(shown)}: ${message}`,
      ),
      ...claimWarnings(volume, at.index(i)),
    ]),
    ...volumes.flatMap(overlapWarnings),
  ]
}

function claimWarnings(volume: Volume, at: FieldPath): string[] {
  const resources = volume.ephemeral?.volumeClaimTemplate?.spec?.resources
  const here = at.child('ephemeral', 'volumeClaimTemplate', 'spec', 'resources')
  return (['requests', 'limits'] as const).flatMap(list =>
    fractionalWarning(resources?.[list], 'storage', here.child(list)),
  )
}

function overlapWarnings(volume: Volume): string[] {
  const { configMap, secret, downwardAPI, projected } = volume
  const name = `volume ${quote(volume.name ?? '')}`
  return [
    ...overlaps(pathsOf(configMap?.items), `${name} (ConfigMap ${quote(configMap?.name ?? '')})`),
    ...overlaps(pathsOf(secret?.items), `${name} (Secret ${quote(secret?.secretName ?? '')})`),
    ...overlaps(pathsOf(downwardAPI?.items), `${name} (DownwardAPI)`),
    ...projectedWarnings(projected?.sources ?? [], name),
  ]
}

/** Within a source, and then once more between it and those before it. */
function projectedWarnings(sources: readonly VolumeProjection[], name: string): string[] {
  const before = new Set<string>()
  return sources.flatMap(source => {
    if (Object.keys(source).length === 0) return [`${name} (Projected) has no sources provided`]
    const { paths, kind } = filesOfSource(source)
    const subject = `${name} (Projected ${kind})`
    const own = new Set(paths)
    const warnings = [...overlaps(paths, subject), ...overlaps([...own, ...before].sort(), subject)]
    for (const path of own) before.add(path)
    return warnings
  })
}

function filesOfSource(source: VolumeProjection): { paths: string[]; kind: string } {
  const { configMap, secret, downwardAPI, serviceAccountToken, clusterTrustBundle: bundle } = source
  if (configMap) return { paths: pathsOf(configMap.items), kind: `ConfigMap ${quote(configMap.name ?? '')}` }
  if (secret) return { paths: pathsOf(secret.items), kind: `Secret ${quote(secret.name ?? '')}` }
  if (downwardAPI) return { paths: pathsOf(downwardAPI.items), kind: 'DownwardAPI' }
  if (serviceAccountToken) return { paths: pathsOf([serviceAccountToken]), kind: 'ServiceAccountToken' }
  if (!bundle) return { paths: [], kind: '' }
  return { paths: pathsOf([bundle]), kind: `ClusterTrustBundle ${quote(bundle.name ?? bundle.signerName ?? '')}` }
}

function pathsOf(files: readonly { path?: string }[] | undefined): string[] {
  return (files ?? []).map(f => f.path ?? '')
}

function overlaps(paths: readonly string[], subject: string): string[] {
  const seen = new Set<string>()
  return paths.flatMap(given => {
    const path = given.replace(/\/+$/, '')
    const other = path === '' || seen.has('') ? undefined : [...seen].find(s => overlap(s, path))
    seen.add(path)
    return other === undefined ? [] : [`${subject}: overlapping paths: ${quote(path)} with ${quote(other)}`]
  })
}

/** One begins with the other; the API server does not ask for whole elements either. */
function overlap(a: string, b: string): boolean {
  return a === b || `${a}/`.startsWith(b) || `${b}/`.startsWith(a)
}
