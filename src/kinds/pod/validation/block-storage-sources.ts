import type {
  AzureDiskVolumeSource,
  FCVolumeSource,
  FlexVolumeSource,
  FlockerVolumeSource,
  ISCSIVolumeSource,
  LocalObjectReference,
  QuobyteVolumeSource,
  StorageOSVolumeSource,
  Volume,
} from '../../../api/types.gen.ts'
import {
  type ErrorList,
  type FieldPath,
  invalid,
  notSupported,
  required,
} from '../../../apimachinery/validation/field.ts'
import { validateDNS1123Label, validateInRange } from './formats.ts'
import type { VolumeSourceName, VolumeSourceRule } from './volume-sources.ts'

const PARTITION = 'must be between 0 and 255, inclusive'
const HOST_AND_PORT = 'must be a host:port pair or multiple pairs separated by commas'
const ISCSI_NAMES: readonly [string, RegExp][] = [
  ['iqn', /^iqn\.\d{4}-\d{2}\.([A-Za-z0-9-]+\.)?[A-Za-z0-9.-]*(:[^,;*&$|\s]+)$/],
  ['eui', /^eui.[A-Za-z0-9]{16}$/],
  ['naa', /^naa.[A-Za-z0-9]{32}$/],
]

/** A rule that only asks for fields; names are the path's last elements. */
function requires<F extends VolumeSourceName>(
  field: F,
  fields: readonly (keyof NonNullable<Volume[F]> & string)[],
  names: { path?: string; forbiddenAs?: string } = {},
): VolumeSourceRule {
  const validate = (source: NonNullable<Volume[F]>, at: FieldPath): ErrorList =>
    fields.filter(f => isMissing((source as Record<string, unknown>)[f])).map(f => required(at.child(f)))
  return { field, validate, ...names }
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

const namedSecret = (secret: LocalObjectReference | undefined, at: FieldPath): ErrorList =>
  secret && !secret.name ? [required(at.child('secretRef', 'name'))] : []

/** Storage outside of the cluster, most of it of former in-tree plugins; in groups between which other kinds are looked for. */
export const BLOCK_STORAGE_SOURCES: Record<
  'cloudDisks' | 'network' | 'distributed' | 'plugins' | 'vendors' | 'last',
  readonly VolumeSourceRule[]
> = {
  cloudDisks: [
    disk('gcePersistentDisk', 'pdName', 'persistentDisk'),
    disk('awsElasticBlockStore', 'volumeID', 'awsElasticBlockStore'),
  ],
  network: [
    { field: 'iscsi', validate: validateISCSI },
    requires('glusterfs', ['endpoints', 'path']),
    { field: 'flocker', validate: validateFlocker },
  ],
  distributed: [
    requires('rbd', ['monitors', 'image']),
    {
      field: 'cinder',
      validate: (source: NonNullable<Volume['cinder']>, at) => [
        ...(source.volumeID ? [] : [required(at.child('volumeID'))]),
        ...namedSecret(source.secretRef, at),
      ],
    },
    requires('cephfs', ['monitors'], { forbiddenAs: 'cephFS' }),
    { field: 'quobyte', validate: validateQuobyte },
  ],
  plugins: [
    { field: 'fc', validate: validateFC },
    { field: 'flexVolume', validate: validateFlexVolume },
  ],
  vendors: [
    requires('azureFile', ['secretName', 'shareName']),
    requires('vsphereVolume', ['volumePath']),
    requires('photonPersistentDisk', ['pdID']),
    requires('portworxVolume', ['volumeID']),
    { field: 'azureDisk', validate: validateAzureDisk },
    { field: 'storageos', validate: validateStorageOS },
  ],
  last: [requires('scaleIO', ['gateway', 'system', 'volumeName'])],
}

function disk(
  field: 'gcePersistentDisk' | 'awsElasticBlockStore',
  name: 'pdName' | 'volumeID',
  path: string,
): VolumeSourceRule {
  const validate = (source: { pdName?: string; volumeID?: string; partition?: number }, at: FieldPath): ErrorList => {
    const { partition = 0 } = source
    return [
      ...(source[name] ? [] : [required(at.child(name))]),
      ...(partition < 0 || partition > 255 ? [invalid(at.child('partition'), partition, PARTITION)] : []),
    ]
  }
  return { field, path, validate }
}

function validateISCSI(source: ISCSIVolumeSource, at: FieldPath): ErrorList {
  const errors: ErrorList = source.targetPortal ? [] : [required(at.child('targetPortal'))]
  errors.push(...(source.iqn ? validateISCSIName(source.iqn, at.child('iqn')) : [required(at.child('iqn'))]))
  errors.push(...validateInRange(source.lun ?? 0, 0, 255, at.child('lun')))
  if ((source.chapAuthDiscovery || source.chapAuthSession) && !source.secretRef)
    errors.push(required(at.child('secretRef')))
  if (source.initiatorName === undefined) return errors
  return [...errors, ...validateISCSIName(source.initiatorName, at.child('initiatorname'))]
}

function validateISCSIName(name: string, at: FieldPath): ErrorList {
  const format = ISCSI_NAMES.find(([prefix]) => name.startsWith(prefix))
  if (!format) return [invalid(at, name, 'must be valid format starting with iqn, eui, or naa')]
  return format[1].test(name) ? [] : [invalid(at, name, 'must be valid format')]
}

function validateFlocker(source: FlockerVolumeSource, at: FieldPath): ErrorList {
  const { datasetName, datasetUUID } = source
  const errors: ErrorList = []
  if (!datasetName && !datasetUUID) errors.push(required(at, 'one of datasetName and datasetUUID is required'))
  if (datasetName && datasetUUID) {
    errors.push(invalid(at, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'))
  }
  if (datasetName?.includes('/')) errors.push(invalid(at.child('datasetName'), datasetName, "must not contain '/'"))
  return errors
}

function validateQuobyte(source: QuobyteVolumeSource, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  const registry = source.registry ?? ''
  if (!registry) errors.push(required(at.child('registry'), HOST_AND_PORT))
  else if ((source.tenant ?? '').length >= 65) {
    errors.push(required(at.child('tenant'), 'must be a UUID and may not exceed a length of 64 characters'))
  } else {
    for (const pair of registry.split(',')) {
      if (!/^(?:\[[^\][]*\]|[^:[\]]*):[^:[\]]*$/.test(pair)) {
        errors.push(invalid(at.child('registry'), registry, HOST_AND_PORT))
      }
    }
  }
  return source.volume ? errors : [...errors, required(at.child('volume'))]
}

function validateFC(source: FCVolumeSource, at: FieldPath): ErrorList {
  const { targetWWNs = [], wwids = [], lun } = source
  const errors: ErrorList = []
  if (!targetWWNs.length && !wwids.length) {
    errors.push(required(at.child('targetWWNs'), 'must specify either targetWWNs or wwids, but not both'))
  }
  if (targetWWNs.length && wwids.length) {
    const rule = 'targetWWNs and wwids can not be specified simultaneously'
    errors.push(invalid(at.child('targetWWNs'), targetWWNs, rule))
  }
  if (!targetWWNs.length) return errors
  if (lun === undefined) return [...errors, required(at.child('lun'), 'lun is required if targetWWNs is specified')]
  return [...errors, ...validateInRange(lun, 0, 255, at.child('lun'))]
}

function validateFlexVolume(source: FlexVolumeSource, at: FieldPath): ErrorList {
  const errors: ErrorList = source.driver ? [] : [required(at.child('driver'))]
  for (const key of Object.keys(source.options ?? {})) {
    const namespace = `.${key.split('/')[0]!.toLowerCase()}`
    if (namespace.endsWith('.kubernetes.io') || namespace.endsWith('.k8s.io')) {
      const rule = 'kubernetes.io and k8s.io namespaces are reserved'
      errors.push(invalid(at.child('options').key(key), key, rule))
    }
  }
  return errors
}

function validateAzureDisk(source: AzureDiskVolumeSource, at: FieldPath): ErrorList {
  const { cachingMode, kind, diskURI = '' } = source
  const modes = ['None', 'ReadOnly', 'ReadWrite']
  const kinds = ['Dedicated', 'Managed', 'Shared']
  const errors: ErrorList = []
  if (!source.diskName) errors.push(required(at.child('diskName')))
  if (!diskURI) errors.push(required(at.child('diskURI')))
  if (cachingMode !== undefined && !modes.includes(cachingMode)) {
    errors.push(notSupported(at.child('cachingMode'), cachingMode, modes))
  }
  if (kind !== undefined && !kinds.includes(kind)) errors.push(notSupported(at.child('kind'), kind, kinds))
  const managed = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}'
  const blob = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd'
  const [start, form] = kind === 'Managed' ? ['/subscriptions/', managed] : ['https://', blob]
  if (kind !== undefined && !diskURI.startsWith(start)) errors.push(notSupported(at.child('diskURI'), diskURI, [form]))
  return errors
}

function validateStorageOS(source: StorageOSVolumeSource, at: FieldPath): ErrorList {
  const { volumeName, volumeNamespace, secretRef } = source
  return [
    ...(volumeName ? validateDNS1123Label(volumeName, at.child('volumeName')) : [required(at.child('volumeName'))]),
    ...(volumeNamespace ? validateDNS1123Label(volumeNamespace, at.child('volumeNamespace')) : []),
    ...namedSecret(secretRef, at),
  ]
}
