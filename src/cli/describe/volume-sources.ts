import {
  bool,
  commaList,
  type Field,
  int,
  list,
  localSecret,
  map,
  orNone,
  orUnset,
  type Show,
  type SourceFormat,
  secret,
  secretName,
  secretNamespace,
  text,
} from './volume-source-format.ts'

const FS_TYPE: Field = ['FSType:', 'fsType', text]
const READ_ONLY: Field = ['ReadOnly:', 'readOnly', bool]
const VOLUME_ID: Field = ['VolumeID:', 'volumeID', text]
const PARTITION: Field = ['Partition:', 'partition', int]
const OPTIONAL: Field = ['Optional:', 'optional', bool]

const ISCSI = "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)"
const GLUSTERFS = "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)"
const SCALE_IO = 'ScaleIO (a persistent volume backed by a block device in ScaleIO)'
const AZURE_FILE = 'AzureFile (an Azure File Service mount on the host and bind mount to the pod)'

const rbd = (reference: Show): SourceFormat => ({
  type: "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
  fields: [
    ['CephMonitors:', 'monitors', list],
    ['RBDImage:', 'image', text],
    FS_TYPE,
    ['RBDPool:', 'pool', text],
    ['RadosUser:', 'user', text],
    ['Keyring:', 'keyring', text],
    ['SecretRef:', 'secretRef', reference],
    READ_ONLY,
  ],
})

const iscsi = (reference: Show): SourceFormat => ({
  type: ISCSI,
  fields: [
    ['TargetPortal:', 'targetPortal', text],
    ['IQN:', 'iqn', text],
    ['Lun:', 'lun', int],
    ['ISCSIInterface', 'iscsiInterface', text],
    FS_TYPE,
    READ_ONLY,
    ['Portals:', 'portals', list],
    ['DiscoveryCHAPAuth:', 'chapAuthDiscovery', bool],
    ['SessionCHAPAuth:', 'chapAuthSession', bool],
    ['SecretRef:', 'secretRef', reference],
    ['InitiatorName:', 'initiatorName', orNone],
  ],
})

const cinder = (reference: Show): SourceFormat => ({
  type: 'Cinder (a Persistent Disk resource in OpenStack)',
  fields: [VOLUME_ID, FS_TYPE, READ_ONLY, ['SecretRef:', 'secretRef', reference]],
})

const cephfs = (reference: Show): SourceFormat => ({
  type: "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
  fields: [
    ['Monitors:', 'monitors', list],
    ['Path:', 'path', text],
    ['User:', 'user', text],
    ['SecretFile:', 'secretFile', text],
    ['SecretRef:', 'secretRef', reference],
    READ_ONLY,
  ],
})

const flexVolume = (reference: Show): SourceFormat => ({
  type: 'FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)',
  fields: [
    ['Driver:', 'driver', text],
    FS_TYPE,
    ['SecretRef:', 'secretRef', reference],
    READ_ONLY,
    ['Options:', 'options', map],
  ],
})

const SCALE_IO_FIELDS: readonly Field[] = [
  ['Gateway:', 'gateway', text],
  ['System:', 'system', text],
  ['Protection Domain:', 'protectionDomain', text],
  ['Storage Pool:', 'storagePool', text],
  ['Storage Mode:', 'storageMode', text],
  ['VolumeName:', 'volumeName', text],
]

/** The sources that pods and PersistentVolumes have alike. */
const SHARED: Record<string, SourceFormat> = {
  hostPath: {
    type: 'HostPath (bare host directory volume)',
    fields: [
      ['Path:', 'path', text],
      ['HostPathType:', 'type', orNone],
    ],
  },
  gcePersistentDisk: {
    type: 'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)',
    fields: [['PDName:', 'pdName', text], FS_TYPE, PARTITION, READ_ONLY],
  },
  awsElasticBlockStore: {
    type: 'AWSElasticBlockStore (a Persistent Disk resource in AWS)',
    fields: [VOLUME_ID, FS_TYPE, PARTITION, READ_ONLY],
  },
  nfs: {
    type: 'NFS (an NFS mount that lasts the lifetime of a pod)',
    fields: [['Server:', 'server', text], ['Path:', 'path', text], READ_ONLY],
  },
  quobyte: {
    type: "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
    fields: [['Registry:', 'registry', text], ['Volume:', 'volume', text], READ_ONLY],
  },
  azureDisk: {
    type: 'AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)',
    fields: [
      ['DiskName:', 'diskName', text],
      ['DiskURI:', 'diskURI', text],
      ['Kind: ', 'kind', text],
      FS_TYPE,
      ['CachingMode:', 'cachingMode', text],
      READ_ONLY,
    ],
  },
  vsphereVolume: {
    type: 'vSphereVolume (a Persistent Disk resource in vSphere)',
    fields: [['VolumePath:', 'volumePath', text], FS_TYPE, ['StoragePolicyName:', 'storagePolicyName', text]],
  },
  photonPersistentDisk: {
    type: 'PhotonPersistentDisk (a Persistent Disk resource in photon platform)',
    fields: [['PdID:', 'pdID', text], FS_TYPE],
  },
  portworxVolume: { type: 'PortworxVolume (a Portworx Volume resource)', fields: [VOLUME_ID] },
  storageos: {
    type: 'StorageOS (a StorageOS Persistent Disk resource)',
    fields: [['VolumeName:', 'volumeName', text], ['VolumeNamespace:', 'volumeNamespace', text], FS_TYPE, READ_ONLY],
  },
  fc: {
    type: 'FC (a Fibre Channel disk)',
    fields: [['TargetWWNs:', 'targetWWNs', commaList], ['LUN:', 'lun', orNone], FS_TYPE, READ_ONLY],
  },
  flocker: {
    type: 'Flocker (a Flocker volume mounted by the Flocker agent)',
    fields: [
      ['DatasetName:', 'datasetName', text],
      ['DatasetUUID:', 'datasetUUID', text],
    ],
  },
}

/** The sources of a pod's volumes. */
export const POD_VOLUME_SOURCES: Record<string, SourceFormat> = {
  ...SHARED,
  gitRepo: {
    type: 'GitRepo (a volume that is pulled from git when the pod is created)',
    fields: [
      ['Repository:', 'repository', text],
      ['Revision:', 'revision', text],
    ],
  },
  secret: {
    type: 'Secret (a volume populated by a Secret)',
    fields: [['SecretName:', 'secretName', text], OPTIONAL],
  },
  configMap: { type: 'ConfigMap (a volume populated by a ConfigMap)', fields: [['Name:', 'name', text], OPTIONAL] },
  persistentVolumeClaim: {
    type: 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    fields: [['ClaimName:', 'claimName', text], READ_ONLY],
  },
  image: {
    type: 'Image (a container image or OCI artifact)',
    fields: [
      ['Reference:', 'reference', text],
      ['PullPolicy:', 'pullPolicy', text],
    ],
  },
  csi: {
    type: 'CSI (a Container Storage Interface (CSI) volume source)',
    fields: [['Driver:', 'driver', text], FS_TYPE, READ_ONLY],
  },
  glusterfs: {
    type: GLUSTERFS,
    fields: [['EndpointsName:', 'endpoints', text], ['Path:', 'path', text], READ_ONLY],
  },
  azureFile: {
    type: AZURE_FILE,
    fields: [['SecretName:', 'secretName', text], ['ShareName:', 'shareName', text], READ_ONLY],
  },
  scaleIO: { type: SCALE_IO, fields: [...SCALE_IO_FIELDS, FS_TYPE, READ_ONLY] },
  rbd: rbd(localSecret),
  iscsi: iscsi(localSecret),
  cinder: cinder(localSecret),
  cephfs: cephfs(localSecret),
  flexVolume: flexVolume(localSecret),
}

/** The sources of a PersistentVolume. */
export const PERSISTENT_VOLUME_SOURCES: Record<string, SourceFormat> = {
  ...SHARED,
  local: {
    type: 'LocalVolume (a persistent volume backed by local storage on a node)',
    fields: [['Path:', 'path', text]],
  },
  csi: {
    type: 'CSI (a Container Storage Interface (CSI) volume source)',
    fields: [['Driver:', 'driver', text], FS_TYPE, ['VolumeHandle:', 'volumeHandle', text], READ_ONLY],
  },
  glusterfs: {
    type: GLUSTERFS,
    fields: [
      ['EndpointsName:', 'endpoints', text],
      ['EndpointsNamespace:', 'endpointsNamespace', orUnset],
      ['Path:', 'path', text],
      READ_ONLY,
    ],
  },
  azureFile: {
    type: AZURE_FILE,
    fields: [
      ['SecretName:', 'secretName', text],
      ['SecretNamespace:', 'secretNamespace', text],
      ['ShareName:', 'shareName', text],
      READ_ONLY,
    ],
  },
  scaleIO: {
    type: SCALE_IO,
    fields: [
      ...SCALE_IO_FIELDS,
      ['SecretName:', 'secretRef', secretName],
      ['SecretNamespace:', 'secretRef', secretNamespace],
      FS_TYPE,
      READ_ONLY,
    ],
  },
  rbd: rbd(secret),
  iscsi: iscsi(secret),
  cinder: cinder(secret),
  cephfs: cephfs(secret),
  flexVolume: flexVolume(secret),
}
