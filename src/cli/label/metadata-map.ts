import type { KubeObject } from '../../api/object.ts'
import { toCompactJson } from '../printers/json.ts'
import type { MetadataChange } from './pairs.ts'

/** The maps of an object's metadata that commands change. */
export type MetadataField = 'labels' | 'annotations'

/**
 * An object with changed labels or annotations; the map is there afterwards even if it is empty. A `resourceVersion` becomes the
 * object's, so that a patch says which version was meant.
 */
export function withMetadataMap(
  object: KubeObject,
  field: MetadataField,
  { set, remove }: MetadataChange,
  resourceVersion: string,
): KubeObject {
  const entries = new Map(Object.entries(object.metadata[field] ?? {}))
  for (const [key, value] of set) entries.set(key, value)
  for (const key of remove) entries.delete(key)
  const metadata = { ...object.metadata, [field]: Object.fromEntries(entries) }
  if (resourceVersion !== '') metadata.resourceVersion = resourceVersion
  return { ...object, metadata }
}

/** What `kubectl label` calls its change: by the length of the JSON before and after. */
export function labelOperation(before: KubeObject, after: KubeObject, overwrite: boolean): string {
  const old = toCompactJson(before)
  const now = toCompactJson(after)
  if (old === now) return 'not labeled'
  return !overwrite && Buffer.byteLength(now) < Buffer.byteLength(old) ? 'unlabeled' : 'labeled'
}
