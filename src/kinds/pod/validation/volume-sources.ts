import type {
  ConfigMapVolumeSource,
  CSIVolumeSource,
  HostPathVolumeSource,
  ImageVolumeSource,
  KeyToPath,
  NFSVolumeSource,
  SecretVolumeSource,
  Volume,
} from '../../../api/types.gen.ts'
import { quantitySign } from '../../../apimachinery/quantity.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  invalidFor,
  notSupported,
  required,
  tooLong,
} from '../../../apimachinery/validation/field.ts'
import { isDNS1123Subdomain } from '../../../apimachinery/validation/names.ts'
import { BLOCK_STORAGE_SOURCES } from './block-storage-sources.ts'
import { validateClaimTemplate } from './claim-template.ts'
import { validateDownwardAPIVolumeFile } from './downward-api.ts'
import { validateFileMode } from './formats.ts'
import { validateKeyToPath } from './key-to-path.ts'
import { validateLocalDescendingPath, validatePathNoBacksteps } from './paths.ts'
import { validateProjected } from './projected.ts'

export type VolumeSourceName = Exclude<keyof Volume, 'name'>

/** One kind of volume. */
export interface VolumeSourceRule {
  field: VolumeSourceName
  /** The path's last element where the API server says something else than the field's name. */
  path?: string
  /** The same, for a second source of one volume. */
  forbiddenAs?: string
  validate(source: never, at: FieldPath): ErrorList
}

const MAX_DRIVER_NAME = 63
const HOST_PATH_TYPES = [
  ...['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'],
]

const missing = (value: string | undefined, at: FieldPath): ErrorList => (value ? [] : [required(at)])

function rule<F extends VolumeSourceName>(
  field: F,
  validate: (source: NonNullable<Volume[F]>, at: FieldPath) => ErrorList,
  names: { path?: string; forbiddenAs?: string } = {},
): VolumeSourceRule {
  return { field, validate, ...names }
}

/** Every kind of volume, in the order in which the API server looks for them. */
export const VOLUME_SOURCES: readonly VolumeSourceRule[] = [
  rule('emptyDir', (source, at) =>
    source.sizeLimit !== undefined && quantitySign(source.sizeLimit) < 0
      ? [forbidden(at.child('sizeLimit'), 'SizeLimit field must be a valid resource quantity')]
      : [],
  ),
  rule('hostPath', validateHostPath),
  rule('gitRepo', (source, at) => [
    ...missing(source.repository, at.child('repository')),
    ...validateLocalDescendingPath(source.directory ?? '', at.child('directory')),
  ]),
  ...BLOCK_STORAGE_SOURCES.cloudDisks,
  rule('secret', validateSecret),
  rule('nfs', validateNFS),
  ...BLOCK_STORAGE_SOURCES.network,
  rule('persistentVolumeClaim', (source, at) => missing(source.claimName, at.child('claimName'))),
  ...BLOCK_STORAGE_SOURCES.distributed,
  rule(
    'downwardAPI',
    (source, at) => [
      ...validateFileMode(source.defaultMode, at.child('defaultMode')),
      ...(source.items ?? []).flatMap(file => validateDownwardAPIVolumeFile(file, at)),
    ],
    { forbiddenAs: 'downwarAPI' },
  ),
  ...BLOCK_STORAGE_SOURCES.plugins,
  rule('configMap', validateConfigMap),
  ...BLOCK_STORAGE_SOURCES.vendors,
  rule('projected', validateProjected),
  ...BLOCK_STORAGE_SOURCES.last,
  rule('csi', validateCSI),
  rule('ephemeral', (source, at) =>
    source.volumeClaimTemplate
      ? validateClaimTemplate(source.volumeClaimTemplate, at.child('volumeClaimTemplate'))
      : [required(at.child('volumeClaimTemplate'))],
  ),
  rule('image', validateImage),
]

function validateHostPath(source: HostPathVolumeSource, at: FieldPath): ErrorList {
  if (!source.path) return [required(at.child('path'))]
  const errors = validatePathNoBacksteps(source.path, at.child('path'))
  if (source.type !== undefined && !HOST_PATH_TYPES.includes(source.type)) {
    errors.push(notSupported(at.child('type'), source.type, HOST_PATH_TYPES))
  }
  return errors
}

function validateSecret(source: SecretVolumeSource, at: FieldPath): ErrorList {
  return [...missing(source.secretName, at.child('secretName')), ...validateFiles(source, at)]
}

function validateConfigMap(source: ConfigMapVolumeSource, at: FieldPath): ErrorList {
  return [...missing(source.name, at.child('name')), ...validateFiles(source, at)]
}

function validateFiles(source: { defaultMode?: number; items?: KeyToPath[] }, at: FieldPath): ErrorList {
  return [
    ...validateFileMode(source.defaultMode, at.child('defaultMode')),
    ...(source.items ?? []).flatMap((item, i) => validateKeyToPath(item, at.child('items').index(i))),
  ]
}

function validateNFS(source: NFSVolumeSource, at: FieldPath): ErrorList {
  const path = source.path ?? ''
  return [
    ...missing(source.server, at.child('server')),
    ...missing(path, at.child('path')),
    ...(path.startsWith('/') ? [] : [invalid(at.child('path'), path, 'must be an absolute path')]),
  ]
}

function validateCSI(source: CSIVolumeSource, at: FieldPath): ErrorList {
  const driver = source.driver ?? ''
  const errors: ErrorList = missing(driver, at.child('driver'))
  if (driver.length > MAX_DRIVER_NAME) errors.push(tooLong(at.child('driver'), MAX_DRIVER_NAME))
  if (driver) errors.push(...invalidFor(at.child('driver'), driver, isDNS1123Subdomain(driver.toLowerCase())))
  const secret = source.nodePublishSecretRef
  if (secret && !secret.name) errors.push(required(at.child('nodePublishSecretRef', 'name')))
  else if (secret) errors.push(...invalidFor(at.child('name'), secret.name, isDNS1123Subdomain(secret.name!)))
  return errors
}

function validateImage(source: ImageVolumeSource, at: FieldPath): ErrorList {
  const policies = ['Always', 'IfNotPresent', 'Never']
  const errors = missing(source.reference, at.child('reference'))
  const policy = source.pullPolicy
  if (!policy) return [...errors, required(at.child('pullPolicy'))]
  return policies.includes(policy) ? errors : [...errors, notSupported(at.child('pullPolicy'), policy, policies)]
}
