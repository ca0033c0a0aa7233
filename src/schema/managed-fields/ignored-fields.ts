import { resourceForKind } from '../../api/discovery.ts'
import type { GroupVersionKind } from '../../api/object.ts'
import { type FieldSet, LEAF } from './field-set.ts'

/** What every object has and nobody owns (the fields that the API server's stripmeta leaves out). */
export const NOBODYS: FieldSet = {
  'f:apiVersion': LEAF,
  'f:kind': LEAF,
  'f:metadata': {
    '.': LEAF,
    'f:name': LEAF,
    'f:namespace': LEAF,
    'f:creationTimestamp': LEAF,
    'f:selfLink': LEAF,
    'f:uid': LEAF,
    'f:clusterName': LEAF,
    'f:generation': LEAF,
    'f:managedFields': LEAF,
    'f:resourceVersion': LEAF,
  },
}

const STATUS: FieldSet = { 'f:status': LEAF }
const SPEC: FieldSet = { 'f:spec': LEAF }
const NOTHING: FieldSet = {}

// Beyond the spec, what the status endpoints of some kinds keep as it is.
const STATUS_ENDPOINT: Record<string, FieldSet> = {
  'Deployment.apps': { ...SPEC, 'f:metadata': { 'f:labels': LEAF } },
  'Pod.': { ...SPEC, 'f:metadata': { 'f:deletionTimestamp': LEAF, 'f:ownerReferences': LEAF } },
}

/** Whether a kind has a status endpoint. */
const withStatus = new WeakMap<GroupVersionKind, boolean>()

/**
 * The fields that an endpoint resets to what is stored, so that nobody gets to own them through it: the status for the
 * object itself, the spec for its status (GetResetFields of the kinds' strategies).
 */
export function resetFields(gvk: GroupVersionKind, subresource: string): FieldSet {
  if (subresource === 'status') {
    const key = `${gvk.kind}.${gvk.group}`
    return Object.hasOwn(STATUS_ENDPOINT, key) ? STATUS_ENDPOINT[key]! : SPEC
  }
  if (subresource !== '') return NOTHING
  let hasStatus = withStatus.get(gvk)
  if (hasStatus === undefined) {
    hasStatus = resourceForKind(gvk)?.subresources?.some(s => s.name === 'status') ?? false
    withStatus.set(gvk, hasStatus)
  }
  return hasStatus ? STATUS : NOTHING
}
