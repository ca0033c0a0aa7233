import type { Pod } from '../api/types.gen.ts'

/** The names of the claims that a pod uses, those that are made for it included. */
export function claimNames({ metadata, spec }: Pod): string[] {
  const names: string[] = []
  for (const volume of spec?.volumes ?? []) {
    if (volume.persistentVolumeClaim) names.push(volume.persistentVolumeClaim.claimName)
    else if (volume.ephemeral) names.push(`${metadata.name}-${volume.name}`)
  }
  return names
}
