import type { Json } from '../../api/object.ts'
import type { PodSpec, PodTemplateSpec } from '../../api/types.gen.ts'
import { canonicalQuantity } from '../../apimachinery/quantity.ts'

type Struct = { [key: string]: Json }

/** Optional strings without a pointer in Go's types: empty is the same as absent, and is not written back. */
const EMPTY_IS_ABSENT = new Set([
  ...['subPath', 'subPathExpr', 'workingDir', 'hostIP', 'protocol', 'image', 'imagePullPolicy'],
  ...['terminationMessagePath', 'terminationMessagePolicy', 'nodeName', 'hostname', 'subdomain', 'serviceAccountName'],
  ...['serviceAccount', 'schedulerName', 'priorityClassName', 'dnsPolicy', 'medium', 'fsType', 'prefix', 'apiVersion'],
  ...['containerName', 'scheme', 'host', 'secretName', 'targetContainerName', 'pullPolicy', 'reference', 'effect'],
  ...['operator', 'key', 'name', 'request', 'audience', 'volumeName', 'podGroupName', 'user', 'role', 'level'],
])
const FALSE_IS_ABSENT = new Set([
  ...['hostNetwork', 'hostPID', 'hostIPC', 'stdin', 'stdinOnce', 'tty', 'readOnly'],
  ...['chapAuthDiscovery', 'chapAuthSession'],
])
const ZERO_IS_ABSENT = new Set([
  ...['hostPort', 'initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'],
  'partition',
])
/** Maps whose keys are the user's own. */
const MAPS = new Set(['nodeSelector', 'matchLabels', 'options', 'volumeAttributes', 'userAnnotations'])
const RESOURCE_LISTS = new Set(['limits', 'requests', 'overhead'])

/**
 * A deep copy of a pod's spec in the form in which it comes out of Kubernetes' own types: what is empty and may be left out is gone,
 * quantities are in canonical form, serviceAccount and serviceAccountName agree.
 */
export function canonicalPodSpec(spec: PodSpec | undefined): PodSpec {
  const copy = canonicalStruct((spec ?? {}) as unknown as Struct, '') as unknown as PodSpec
  const account = copy.serviceAccountName ?? copy.serviceAccount
  if (account !== undefined) {
    copy.serviceAccountName = account
    copy.serviceAccount = account
  }
  if (copy.schedulingGroup) delete copy.schedulingGroup
  return copy
}

/** As canonicalPodSpec, for the template's metadata: empty maps and lists are left out. */
export function canonicalTemplateMetadata(
  metadata: PodTemplateSpec['metadata'],
): NonNullable<PodTemplateSpec['metadata']> {
  return Object.fromEntries(
    Object.entries(metadata ?? {}).filter(([, v]) => v !== null && v !== '' && !isEmptyContainer(v as Json)),
  )
}

function canonicalStruct(struct: Struct, field: string): Struct {
  const copy: Struct = {}
  for (const key of Object.keys(struct)) {
    const value = canonicalField(struct[key], key, field)
    if (value !== undefined && key !== '__proto__') copy[key] = value
  }
  return copy
}

function canonicalField(value: Json | undefined, key: string, parent: string): Json | undefined {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'string') return value === '' && emptyIsAbsent(key, parent) ? undefined : value
  if (typeof value === 'boolean') return !value && falseIsAbsent(key, parent) ? undefined : value
  if (typeof value === 'number') return value === 0 && ZERO_IS_ABSENT.has(key) ? undefined : value
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(v => canonicalElement(v, key))
  if (RESOURCE_LISTS.has(key)) return isEmptyContainer(value) ? undefined : canonicalResources(value)
  if (MAPS.has(key)) return isEmptyContainer(value) ? undefined : { ...value }
  return key === 'metadata' ? structuredClone(value) : canonicalStruct(value, key)
}

function canonicalElement(value: Json, key: string): Json {
  if (value === null) return {}
  return typeof value === 'object' && !Array.isArray(value) ? canonicalStruct(value, key) : value
}

function canonicalResources(resources: Struct): Struct {
  return Object.fromEntries(Object.entries(resources).map(([k, v]) => [k, canonicalQuantity(String(v))]))
}

/** Headers, sysctls and DNS options carry an empty value that means something. */
function emptyIsAbsent(key: string, parent: string): boolean {
  if (key === 'value') return parent === 'env' || parent === 'tolerations'
  return EMPTY_IS_ABSENT.has(key) && !(key === 'name' && parent === 'clusterTrustBundle')
}

function falseIsAbsent(key: string, parent: string): boolean {
  return FALSE_IS_ABSENT.has(key) && !(key === 'readOnly' && (parent === 'csi' || parent === 'azureDisk'))
}

function isEmptyContainer(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
