import type {
  CSIPersistentVolumeSource,
  LocalVolumeSource,
  PersistentVolumeSpec,
  SecretReference,
} from '../../api/types.gen.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalidFor,
  required,
  tooLong,
} from '../../apimachinery/validation/field.ts'
import { isDNS1123Subdomain } from '../../apimachinery/validation/names.ts'
import { validatePathNoBacksteps } from '../pod/validation/paths.ts'
import { VOLUME_SOURCES } from '../pod/validation/volume-sources.ts'

const MAX_DRIVER_NAME = 63
const CSI_SECRETS = [
  ...(['controllerPublishSecretRef', 'nodePublishSecretRef', 'nodeStageSecretRef'] as const),
  ...(['controllerExpandSecretRef', 'nodeExpandSecretRef'] as const),
] as const

/** The sources that a volume can have, in the order in which the API server looks for them. */
export const SOURCES = [
  ...(['hostPath', 'gcePersistentDisk', 'awsElasticBlockStore', 'glusterfs', 'flocker', 'nfs', 'rbd'] as const),
  ...(['quobyte', 'cephfs', 'iscsi', 'cinder', 'fc', 'flexVolume', 'azureFile', 'vsphereVolume'] as const),
  ...(['photonPersistentDisk', 'portworxVolume', 'azureDisk', 'scaleIO', 'local', 'storageos', 'csi'] as const),
] as const

/** The one source of a volume; most are the same as a pod's. */
export function validateSource(spec: PersistentVolumeSpec, at: FieldPath): ErrorList {
  const present = SOURCES.filter(field => spec[field] !== undefined)
  const [first, ...others] = present
  if (!first) return [required(at, 'must specify a volume type')]
  return [
    ...validateOne(spec, first, at),
    ...others.map(field => forbidden(at.child(field), 'may not specify more than 1 volume type')),
  ]
}

function validateOne(spec: PersistentVolumeSpec, field: (typeof SOURCES)[number], at: FieldPath): ErrorList {
  if (field === 'csi') return validateCSI(spec.csi!, at.child('csi'))
  if (field === 'local') return validateLocal(spec.local!, spec, at)
  const rule = VOLUME_SOURCES.find(source => source.field === field)!
  return rule.validate(spec[field] as never, at.child(rule.path ?? field))
}

/** What lies on a node's disk is there and nowhere else. */
function validateLocal({ path }: LocalVolumeSource, { nodeAffinity }: PersistentVolumeSpec, at: FieldPath): ErrorList {
  const here = at.child('local', 'path')
  return [
    ...(path ? validatePathNoBacksteps(path, here) : [required(here)]),
    ...(nodeAffinity ? [] : [required(at.child('nodeAffinity'), 'Local volume requires node affinity')]),
  ]
}

function validateCSI(source: CSIPersistentVolumeSource, at: FieldPath): ErrorList {
  return [
    ...validateDriverName(source.driver ?? '', at.child('driver')),
    ...(source.volumeHandle ? [] : [required(at.child('volumeHandle'))]),
    ...CSI_SECRETS.flatMap(field => (source[field] ? validateSecret(source[field], at.child(field)) : [])),
  ]
}

/** The name of a CSI driver (ValidateCSIDriverName). */
export function validateDriverName(driver: string, at: FieldPath): ErrorList {
  if (driver === '') return [required(at), ...invalidFor(at, driver, isDNS1123Subdomain(driver))]
  return [
    ...(driver.length > MAX_DRIVER_NAME ? [tooLong(at, MAX_DRIVER_NAME)] : []),
    ...invalidFor(at, driver, isDNS1123Subdomain(driver.toLowerCase())),
  ]
}

function validateSecret({ name, namespace }: SecretReference, at: FieldPath): ErrorList {
  return [...(name ? [] : [required(at.child('name'))]), ...(namespace ? [] : [required(at.child('namespace'))])]
}
