import type { KubeObject } from '../../api/object.ts'
import type { ResourceQuota } from '../../api/types.gen.ts'
import type { WriteContext } from '../../kinds/kind.ts'
import { resourceId } from '../../kinds/registry.ts'
import { type Evaluator, isInScopes } from '../../quota/evaluator.ts'
import { evaluatorOf } from '../../quota/evaluators.ts'
import {
  addResources,
  exceededResources,
  increaseOf,
  maskResources,
  type ResourceList,
  resourceListText,
  withoutZeros,
} from '../../quota/resource-list.ts'
import type { AdmissionAttributes, AdmissionPlugin } from './plugin.ts'
import { refuse } from './refuse.ts'

const QUOTAS = 'resourcequotas'

/**
 * Refuses what a namespace's quotas have no room for, and charges them for the rest.
 * Source: k8s.io/apiserver/pkg/admission/plugin/resourcequota.
 */
function validate(attributes: AdmissionAttributes, context: WriteContext): void {
  const { verb, kind, namespace, object, old } = attributes
  if (verb === 'delete' || namespace === '' || !object) return
  const quotas = context.list<ResourceQuota>(QUOTAS, namespace)
  if (quotas.length === 0) return
  const evaluator = evaluatorOf(resourceId(kind.group, kind.resource))
  if (!evaluator || !isCharged(attributes, evaluator)) return
  const concerned = quotas.filter(quota => concerns(quota, object, evaluator))
  for (const quota of concerned) requireStatements(quota, attributes, evaluator)
  const now = context.clock.now()
  const usage = evaluator.usage(object, now)
  const taken = withoutZeros(old ? increaseOf(usage, evaluator.usage(old, now)) : usage)
  const charged = concerned.map(quota => charge(quota, taken, attributes))
  charged.forEach((quota, i) => {
    if (quota !== concerned[i]) context.put(QUOTAS, quota)
  })
}

function isCharged({ verb, kind, subresource }: AdmissionAttributes, { chargesUpdates }: Evaluator): boolean {
  if (subresource !== '') return verb === 'update' && kind.resource === 'pods' && subresource === 'resize'
  return verb === 'create' || chargesUpdates
}

function concerns(quota: ResourceQuota, object: KubeObject, evaluator: Evaluator): boolean {
  return Object.keys(quota.status?.hard ?? {}).some(evaluator.matches) && isInScopes(quota, object, evaluator)
}

/** What a quota limits has to be stated by the object, and to have been counted. */
function requireStatements(quota: ResourceQuota, attributes: AdmissionAttributes, evaluator: Evaluator): void {
  const name = quota.metadata.name
  const restricted = Object.keys(quota.status?.hard ?? {}).filter(evaluator.matches)
  const missing = evaluator.missing?.(attributes.object!, restricted)
  if (missing !== undefined) throw refuse(attributes, `failed quota: ${name}: ${missing}`)
  const used = quota.status?.used ?? {}
  if (restricted.every(resource => Object.hasOwn(used, resource))) return
  throw refuse(attributes, `status unknown for quota: ${name}, resources: ${restricted.sort().join(',')}`)
}

/** The quota with more used; the same one where it limits nothing of it. Throws where there is not that much left. */
function charge(quota: ResourceQuota, taken: ResourceList, attributes: AdmissionAttributes): ResourceQuota {
  const { hard = {}, used = {} } = quota.status ?? {}
  const requested = maskResources(taken, Object.keys(hard))
  const names = Object.keys(requested)
  if (names.length === 0) return quota
  const newUsed = addResources(used, requested)
  const exceeded = exceededResources(maskResources(newUsed, names), hard)
  if (exceeded.length === 0) return { ...quota, status: { hard, used: newUsed } }
  const shown = (list: ResourceList) => resourceListText(maskResources(list, exceeded))
  const amounts = `requested: ${shown(requested)}, used: ${shown(used)}, limited: ${shown(hard)}`
  throw refuse(attributes, `exceeded quota: ${quota.metadata.name}, ${amounts}`)
}

/** Last of those that validate: only what nobody else refuses is charged. */
export const resourceQuota: AdmissionPlugin = { name: 'ResourceQuota', validate }
