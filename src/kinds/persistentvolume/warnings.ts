import type { PersistentVolume, PersistentVolumeSpec } from '../../api/types.gen.ts'
import type { FieldPath } from '../../apimachinery/validation/field.ts'
import { path } from '../../apimachinery/validation/field.ts'
import { CLASS_ANNOTATION } from '../persistentvolumeclaim/class.ts'

/** Sources whose plugins are gone, by what they are called in the warning, and since when. */
const GONE = [
  ['cephfs', 'cephfs', 'v1.28', 'v1.31'],
  ['photonPersistentDisk', 'photonPersistentDisk', 'v1.11', 'v1.16'],
  ['scaleIO', 'scaleIO', 'v1.16', 'v1.22'],
  ['storageos', 'storageOS', 'v1.22', 'v1.25'],
  ['glusterfs', 'glusterfs', 'v1.25', 'v1.26'],
  ['rbd', 'rbd', 'v1.28', 'v1.31'],
] as const satisfies readonly (readonly [keyof PersistentVolumeSpec, string, string, string])[]

/** A warning about the annotation that came before spec.storageClassName. */
export function classAnnotationWarnings(annotations: Record<string, string> | undefined, at: FieldPath): string[] {
  if (!annotations || !Object.hasOwn(annotations, CLASS_ANNOTATION)) return []
  return [`${at.key(CLASS_ANNOTATION)}: deprecated since v1.8; use "storageClassName" attribute instead`]
}

/** Warnings about a volume (GetWarningsForPersistentVolume). */
export function persistentVolumeWarnings({ metadata, spec = {} }: PersistentVolume): string[] {
  const recycle =
    'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.'
  return [
    ...classAnnotationWarnings(metadata.annotations, path('metadata', 'annotations')),
    ...(spec.persistentVolumeReclaimPolicy === 'Recycle' ? [recycle] : []),
    ...GONE.filter(([field]) => spec[field]).map(
      ([, name, deprecated, gone]) => `spec.${name}: deprecated in ${deprecated}, non-functional in ${gone}+`,
    ),
  ]
}
