import type {
  ClusterTrustBundleProjection,
  KeyToPath,
  PodCertificateProjection,
  ProjectedVolumeSource,
  VolumeProjection,
} from '../../../api/types.gen.ts'
import { validateLabelSelector } from '../../../apimachinery/labels/selector.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../../../apimachinery/validation/field.ts'
import { isDNS1123Subdomain } from '../../../apimachinery/validation/names.ts'
import { goValue } from '../go-value.ts'
import { validateDownwardAPIVolumeFile } from './downward-api.ts'
import { validateFileMode } from './formats.ts'
import { validateKeyToPath } from './key-to-path.ts'
import { validateLocalNonReservedPath } from './paths.ts'
import { validateSignerName } from './signer-name.ts'

const MIN_TOKEN_SECONDS = 600
const MAX_TOKEN_SECONDS = 2 ** 32
const KEY_TYPES = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519']
const MIN_CERTIFICATE_SECONDS = 3600
/** 91 days; certificates of Kubernetes' own signers live for a day. */
const MAX_CERTIFICATE_SECONDS = 91 * 24 * 3600
const MAX_KUBERNETES_CERTIFICATE_SECONDS = 24 * 3600

/** A projected volume; files of different sources may not have one path. */
export function validateProjected(projected: ProjectedVolumeSource, at: FieldPath): ErrorList {
  const paths = new PathsInUse(at)
  return [
    ...validateFileMode(projected.defaultMode, at.child('defaultMode')),
    ...(projected.sources ?? []).flatMap((source, i) =>
      validateSource(source, paths, at, at.child('sources').index(i)),
    ),
  ]
}

class PathsInUse {
  private readonly paths = new Set<string>()
  constructor(private readonly at: FieldPath) {}
  /** `value` is what the error names. */
  take(path: string | undefined, value: string | undefined): ErrorList {
    const taken = this.paths.has(path ?? '')
    this.paths.add(path ?? '')
    return taken ? [invalid(this.at, value ?? '', 'conflicting duplicate paths')] : []
  }
}

function validateSource(source: VolumeProjection, paths: PathsInUse, volumeAt: FieldPath, at: FieldPath): ErrorList {
  const { secret, configMap, downwardAPI, serviceAccountToken: token, clusterTrustBundle, podCertificate } = source
  const errors: ErrorList = []
  if (secret) errors.push(...validateKeys(secret, paths, at.child('secret')))
  if (configMap) errors.push(...validateKeys(configMap, paths, at.child('configMap')))
  for (const file of downwardAPI?.items ?? []) {
    errors.push(...validateDownwardAPIVolumeFile(file, at.child('downwardAPI')))
    if (file.path) errors.push(...paths.take(file.path, file.path))
  }
  if (token) errors.push(...validateToken(token, volumeAt, at.child('serviceAccountToken')))
  if (clusterTrustBundle) errors.push(...validateTrustBundle(clusterTrustBundle, paths, at.child('clusterTrustBundle')))
  if (podCertificate) errors.push(...validateCertificate(podCertificate, paths, at.child('podCertificate')))
  if (Object.keys(source).length > 1) errors.push(forbidden(at, 'may not specify more than 1 volume type per source'))
  return errors
}

function validateKeys(source: { name?: string; items?: KeyToPath[] }, paths: PathsInUse, at: FieldPath): ErrorList {
  return [
    ...(source.name ? [] : [required(at.child('name'))]),
    ...(source.items ?? []).flatMap((item, i) => [
      ...validateKeyToPath(item, at.child('items').index(i)),
      ...(item.path ? paths.take(item.path, source.name) : []),
    ]),
  ]
}

/** What is said of the path names the volume's path, not the source's: so the API server has it. */
function validateToken(
  token: NonNullable<VolumeProjection['serviceAccountToken']>,
  volumeAt: FieldPath,
  at: FieldPath,
): ErrorList {
  const { expirationSeconds: seconds = 0, path = '' } = token
  const here = at.child('expirationSeconds')
  const errors: ErrorList = []
  if (seconds < MIN_TOKEN_SECONDS)
    errors.push(invalid(here, seconds, 'may not specify a duration less than 10 minutes'))
  if (seconds > MAX_TOKEN_SECONDS) {
    errors.push(invalid(here, seconds, 'may not specify a duration larger than 2^32 seconds'))
  }
  if (!path) return [...errors, required(volumeAt.child('path'))]
  return [...errors, ...validateLocalNonReservedPath(path, volumeAt.child('path'))]
}

function validateTrustBundle(bundle: ClusterTrustBundleProjection, paths: PathsInUse, at: FieldPath): ErrorList {
  const { name, signerName, labelSelector, path = '' } = bundle
  const errors: ErrorList = []
  if (name !== undefined && signerName !== undefined) {
    const value = goValue('ClusterTrustBundleProjection', bundle)
    errors.push(invalid(at, value, 'only one of name and signerName may be used'))
  } else if (name !== undefined) {
    if (name === '') errors.push(required(at.child('name'), 'must be a valid object name'))
    errors.push(...validateTrustBundleName(name, at.child('name')))
    if (labelSelector) {
      errors.push(invalid(at.child('labelSelector'), labelSelector, 'labelSelector must be unset if name is specified'))
    }
  } else if (signerName !== undefined) {
    if (signerName === '') errors.push(required(at.child('signerName'), 'must be a valid signer name'))
    errors.push(...validateSignerName(signerName, at.child('signerName')))
    errors.push(...validateLabelSelector(labelSelector, at.child('labelSelector')))
  } else errors.push(required(at, 'either name or signerName must be specified'))
  if (!path) errors.push(required(at.child('path')))
  return [...errors, ...validateLocalNonReservedPath(path, at.child('path')), ...paths.take(path, path)]
}

/** Names of bundles of a signer begin with it: "example.com:signer:name". */
function validateTrustBundleName(name: string, at: FieldPath): ErrorList {
  const own = name.slice(name.lastIndexOf(':') + 1)
  return isDNS1123Subdomain(own).map(m => invalid(at, name, `not a valid clustertrustbundlename: ${m}`))
}

function validateCertificate(certificate: PodCertificateProjection, paths: PathsInUse, at: FieldPath): ErrorList {
  const { signerName = '', keyType = '', maxExpirationSeconds: seconds } = certificate
  const errors = validateSignerName(signerName, at.child('signerName'))
  if (!KEY_TYPES.includes(keyType)) errors.push(notSupported(at.child('keyType'), keyType, KEY_TYPES, 'given'))
  const here = at.child('maxExpirationSeconds')
  if (seconds !== undefined && seconds < MIN_CERTIFICATE_SECONDS) {
    errors.push(invalid(here, seconds, `if provided, maxExpirationSeconds must be >= ${MIN_CERTIFICATE_SECONDS}`))
  }
  const isKubernetes = /(^|\.)kubernetes\.io$/.test(signerName.split('/')[0]!)
  const max = isKubernetes ? MAX_KUBERNETES_CERTIFICATE_SECONDS : MAX_CERTIFICATE_SECONDS
  if (seconds !== undefined && seconds > max) {
    errors.push(invalid(here, seconds, `if provided, maxExpirationSeconds must be <= ${max}`))
  }
  const fields = (['credentialBundlePath', 'keyPath', 'certificateChainPath'] as const).filter(f => certificate[f])
  for (const field of fields) {
    const path = certificate[field]!
    errors.push(...validateLocalNonReservedPath(path, at.child(field)), ...paths.take(path, path))
  }
  if (fields.length) return errors
  return [...errors, required(at, 'specify at least one of credentialBundlePath, keyPath, and certificateChainPath')]
}
