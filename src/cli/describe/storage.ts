import type { KubeObject } from '../../api/object.ts'

const STORAGE_CLASS = 'volume.beta.kubernetes.io/storage-class'

/** The storage class of a volume or claim; the annotation of old comes first. */
export function storageClassOf(object: KubeObject & { spec?: { storageClassName?: string } }): string {
  return object.metadata.annotations?.[STORAGE_CLASS] ?? object.spec?.storageClassName ?? ''
}

const SHORT_MODES: Record<string, string> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
}

/** Access modes in short: `RWO,ROX`. */
export function accessModesText(modes: readonly string[] = []): string {
  return Object.keys(SHORT_MODES)
    .filter(mode => modes.includes(mode))
    .map(mode => SHORT_MODES[mode])
    .join(',')
}
