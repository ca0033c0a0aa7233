import type { DownwardAPIVolumeFile, ResourceFieldSelector, Volume, VolumeProjection } from '../../api/types.gen.ts'
import { defaultPullPolicy } from './image.ts'

/** 0644: what files of a secret, config map, downward API or projected volume are where nobody says. */
const FILE_MODE = 0o644
const HOUR_IN_SECONDS = 3600

/** Completes a volume in place: SetDefaults_Volume and the defaults of each source. */
export function setVolumeDefaults(volume: Volume): void {
  if (Object.keys(volume).every(k => k === 'name')) volume.emptyDir = {}
  for (const source of [volume.secret, volume.configMap, volume.downwardAPI, volume.projected]) {
    if (source) source.defaultMode ??= FILE_MODE
  }
  if (volume.hostPath) volume.hostPath.type ??= ''
  if (volume.image) volume.image.pullPolicy ??= defaultPullPolicy(volume.image.reference ?? '')
  volume.downwardAPI?.items?.forEach(setDownwardFileDefaults)
  for (const source of volume.projected?.sources ?? []) {
    dropDisabledSources(source)
    if (source.serviceAccountToken) source.serviceAccountToken.expirationSeconds ??= HOUR_IN_SECONDS
    source.downwardAPI?.items?.forEach(setDownwardFileDefaults)
  }
  const template = volume.ephemeral?.volumeClaimTemplate
  if (template) {
    template.metadata ??= {}
    template.spec ??= {}
    template.spec.volumeMode ??= 'Filesystem'
    template.spec.resources ??= {}
  }
  setBlockStorageDefaults(volume)
}

/**
 * What the API server leaves out of new pods because its APIs are off unless somebody turns them on (the feature gates
 * ClusterTrustBundleProjection and PodCertificateRequest): an empty source stays. Source: pkg/api/pod/util.go (dropDisabledFields).
 */
function dropDisabledSources(source: VolumeProjection): void {
  delete source.clusterTrustBundle
  delete source.podCertificate
}

/** The divisor is always written: it has no pointer in Go's type. */
export function setResourceFieldDefaults(selector: ResourceFieldSelector): void {
  selector.divisor ??= '0'
}

function setDownwardFileDefaults(file: DownwardAPIVolumeFile): void {
  if (file.fieldRef) file.fieldRef.apiVersion ??= 'v1'
  if (file.resourceFieldRef) setResourceFieldDefaults(file.resourceFieldRef)
}

/** Completes the sources of former in-tree plugins in place. */
export function setBlockStorageDefaults(volume: Pick<Volume, 'iscsi' | 'rbd' | 'azureDisk' | 'scaleIO'>): void {
  const { iscsi, rbd, azureDisk, scaleIO } = volume
  if (iscsi) iscsi.iscsiInterface ||= 'default'
  if (rbd) {
    rbd.pool ||= 'rbd'
    rbd.user ||= 'admin'
    rbd.keyring ||= '/etc/ceph/keyring'
  }
  if (azureDisk) {
    azureDisk.cachingMode ??= 'ReadWrite'
    azureDisk.kind ??= 'Shared'
    azureDisk.fsType ??= 'ext4'
    azureDisk.readOnly ??= false
  }
  if (scaleIO) {
    scaleIO.storageMode ||= 'ThinProvisioned'
    scaleIO.fsType ||= 'xfs'
  }
}
