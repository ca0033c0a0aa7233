import type {
  DownwardAPIVolumeSource,
  EmptyDirVolumeSource,
  EphemeralVolumeSource,
  ProjectedVolumeSource,
  Volume,
} from '../../api/types.gen.ts'
import { canonicalQuantity, quantitySign } from '../../apimachinery/quantity.ts'
import { writeClaim } from './claim.ts'
import type { PrefixWriter } from './prefix-writer.ts'
import { writeVolumeSource } from './volume-source-format.ts'
import { POD_VOLUME_SOURCES } from './volume-sources.ts'

/** The volumes of a pod; `indent` is what pod templates put before the title. */
export function writeVolumes(w: PrefixWriter, volumes: readonly Volume[] = [], indent = ''): void {
  w.write(0, `${indent}Volumes:${volumes.length === 0 ? '\t<none>' : ''}\n`)
  for (const volume of volumes) {
    w.write(1, `${indent === '' ? '' : ' '}${volume.name}:\n`)
    if (volume.emptyDir) writeEmptyDir(w, volume.emptyDir)
    else if (volume.ephemeral) writeEphemeral(w, volume.ephemeral)
    else if (volume.downwardAPI) writeDownwardAPI(w, volume.downwardAPI)
    else if (volume.projected) writeProjected(w, volume.projected)
    else if (!writeVolumeSource(w, volume, POD_VOLUME_SOURCES)) w.write(1, '<unknown>\n')
  }
}

function writeEmptyDir(w: PrefixWriter, { medium, sizeLimit }: EmptyDirVolumeSource): void {
  const limited = sizeLimit !== undefined && quantitySign(sizeLimit) > 0
  w.write(2, "Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)\n")
  w.write(2, `Medium:\t${medium ?? ''}\n`)
  w.write(2, `SizeLimit:\t${limited ? canonicalQuantity(sizeLimit) : '<unset>'}\n`)
}

function writeEphemeral(w: PrefixWriter, { volumeClaimTemplate }: EphemeralVolumeSource): void {
  w.write(
    2,
    'Type:\tEphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)\n',
  )
  if (!volumeClaimTemplate) return
  writeClaim(w.nested(2), { metadata: volumeClaimTemplate.metadata ?? {}, spec: volumeClaimTemplate.spec })
}

function writeDownwardAPI(w: PrefixWriter, { items = [] }: DownwardAPIVolumeSource): void {
  w.write(2, 'Type:\tDownwardAPI (a volume populated by information about the pod)\n    Items:\n')
  for (const { fieldRef, resourceFieldRef, path } of items) {
    if (fieldRef) w.write(3, `${fieldRef.fieldPath} -> ${path}\n`)
    if (resourceFieldRef) w.write(3, `${resourceFieldRef.resource} -> ${path}\n`)
  }
}

function writeProjected(w: PrefixWriter, { sources = [] }: ProjectedVolumeSource): void {
  w.write(2, 'Type:\tProjected (a volume that contains injected data from multiple sources)\n')
  for (const { secret, downwardAPI, configMap, serviceAccountToken } of sources) {
    if (secret) writeOptional(w, 'SecretName', secret)
    else if (downwardAPI) w.write(2, 'DownwardAPI:\ttrue\n')
    else if (configMap) writeOptional(w, 'ConfigMapName', configMap)
    else if (serviceAccountToken) w.write(2, `TokenExpirationSeconds:\t${serviceAccountToken.expirationSeconds ?? 0}\n`)
  }
}

function writeOptional(w: PrefixWriter, label: string, source: { name?: string; optional?: boolean }): void {
  w.write(2, `${label}:\t${source.name ?? ''}\n`)
  w.write(2, `Optional:\t${source.optional === true}\n`)
}
