import type { DownwardAPIVolumeFile, ObjectFieldSelector, ResourceFieldSelector } from '../../../api/types.gen.ts'
import { canonicalQuantity } from '../../../apimachinery/quantity.ts'
import {
  type ErrorList,
  type FieldPath,
  invalid,
  notSupported,
  required,
} from '../../../apimachinery/validation/field.ts'
import { validateFileMode, validateQualifiedName } from './formats.ts'
import { validateLocalNonReservedPath } from './paths.ts'

/** The fields of a pod that an environment variable may show. */
export const ENV_FIELDS: readonly string[] = [
  ...['metadata.name', 'metadata.namespace', 'metadata.uid'],
  ...['spec.nodeName', 'spec.serviceAccountName'],
  ...['status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs'],
]
/** The fields of a pod that a file may show. */
const VOLUME_FIELDS: readonly string[] = [
  ...['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'],
]
/** What the API knows by name, for either use. */
const KNOWN_FIELDS = new Set([
  ...ENV_FIELDS,
  ...VOLUME_FIELDS,
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
])
const RESOURCES = [
  ...['limits.cpu', 'limits.ephemeral-storage', 'limits.memory'],
  ...['requests.cpu', 'requests.ephemeral-storage', 'requests.memory'],
]
const HUGE_PAGES = ['limits.hugepages-', 'requests.hugepages-']
const BYTE_DIVISORS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei']

/** `fields` are those that may be shown here, in the order of the message. */
export function validateObjectFieldSelector(
  selector: ObjectFieldSelector,
  fields: readonly string[],
  at: FieldPath,
): ErrorList {
  const field = selector.fieldPath ?? ''
  if (!selector.apiVersion) return [required(at.child('apiVersion'))]
  if (!field) return [required(at.child('fieldPath'))]
  const refusal = conversionError(selector.apiVersion, field)
  if (refusal) return [invalid(at.child('fieldPath'), field, `error converting fieldPath: ${refusal}`)]
  const internal = field === 'spec.host' ? 'spec.nodeName' : field
  const subscripted = /^(.+?)\['(.*)'\]$/s.exec(internal)
  if (subscripted) {
    const [, path, key] = subscripted
    if (path === 'metadata.annotations') return validateQualifiedName(key!.toLowerCase(), at)
    return validateQualifiedName(key!, at)
  }
  return fields.includes(internal) ? [] : [notSupported(at.child('fieldPath'), internal, fields)]
}

/** Why ConvertDownwardAPIFieldLabel refuses a field; '' where it does not. */
function conversionError(version: string, field: string): string {
  if (version !== 'v1') return `unsupported pod version: ${version}`
  const subscripted = /^(.+?)\['(.*)'\]$/s.exec(field)
  if (subscripted) {
    const path = subscripted[1]!
    return path === 'metadata.annotations' || path === 'metadata.labels'
      ? ''
      : `field label does not support subscript: ${field}`
  }
  return KNOWN_FIELDS.has(field) || field === 'spec.host' ? '' : `field label not supported: ${field}`
}

/** A file needs to say whose resource it is; a variable means its own container's. */
export function validateContainerResourceFieldSelector(
  selector: ResourceFieldSelector,
  at: FieldPath,
  use: 'env' | 'volume',
): ErrorList {
  const resource = selector.resource ?? ''
  const errors: ErrorList = []
  if (use === 'volume' && !selector.containerName) errors.push(required(at.child('containerName')))
  else if (!resource) errors.push(required(at.child('resource')))
  else if (!RESOURCES.includes(resource) && !HUGE_PAGES.some(p => resource.startsWith(p))) {
    errors.push(notSupported(at.child('resource'), resource, RESOURCES))
  }
  return [...errors, ...validateDivisor(resource, canonicalQuantity(selector.divisor ?? '0'), at.child('divisor'))]
}

function validateDivisor(resource: string, divisor: string, at: FieldPath): ErrorList {
  if (divisor === '0') return []
  if (resource === 'limits.cpu' || resource === 'requests.cpu') {
    if (divisor === '1' || divisor === '1m') return []
    return [invalid(at, resource, "only divisor's values 1m and 1 are supported with the cpu resource")]
  }
  const kind = byteResource(resource)
  if (kind === '' || BYTE_DIVISORS.includes(divisor)) return []
  return [
    invalid(at, resource, `only divisor's values ${BYTE_DIVISORS.join(', ')} are supported with the ${kind} resource`),
  ]
}

function byteResource(resource: string): string {
  if (resource.endsWith('.memory')) return 'memory'
  if (resource.endsWith('.ephemeral-storage')) return 'local ephemeral storage'
  return HUGE_PAGES.some(p => resource.startsWith(p)) ? 'hugepages' : ''
}

/** One file of a downward API volume or projection. */
export function validateDownwardAPIVolumeFile(file: DownwardAPIVolumeFile, at: FieldPath): ErrorList {
  const { fieldRef, resourceFieldRef } = file
  const path = file.path ?? ''
  const errors: ErrorList = path ? [] : [required(at.child('path'))]
  errors.push(...validateLocalNonReservedPath(path, at.child('path')))
  if (fieldRef) {
    errors.push(...validateObjectFieldSelector(fieldRef, VOLUME_FIELDS, at.child('fieldRef')))
    if (resourceFieldRef) {
      errors.push(invalid(at, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'))
    }
  } else if (resourceFieldRef) {
    errors.push(...validateContainerResourceFieldSelector(resourceFieldRef, at.child('resourceFieldRef'), 'volume'))
  } else errors.push(required(at, 'one of fieldRef and resourceFieldRef is required'))
  return [...errors, ...validateFileMode(file.mode, at.child('mode'))]
}
