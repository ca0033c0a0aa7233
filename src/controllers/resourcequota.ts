import type { ResourceQuota } from '../api/types.gen.ts'
import { equal } from '../apimachinery/equality.ts'
import { isInScopes } from '../quota/evaluator.ts'
import { evaluatorOf, resourcesOf } from '../quota/evaluators.ts'
import { addResources, maskResources, type ResourceList } from '../quota/resource-list.ts'
import type { Change } from '../storage/store.ts'
import { type Controller, type ControllerContext, keyOfPresent, objectKey, splitKey } from './controller.ts'
import { resourceOfKind } from './garbage-collector/resource-of-kind.ts'

const QUOTAS = 'resourcequotas'

/** Counts again what a quota's namespace uses (resourcequota.Controller.syncResourceQuota). */
function sync(key: string, context: ControllerContext): void {
  const { namespace, name } = splitKey(key)
  const quota = context.get<ResourceQuota>(QUOTAS, namespace, name)
  if (!quota) return
  const hard = quota.spec?.hard ?? {}
  const used = { ...maskResources(quota.status?.used ?? {}, Object.keys(hard)), ...usageOf(quota, context) }
  const same = quota.status?.hard && quota.status.used && equal(quota.status.hard, hard)
  if (!same || !equal(quota.status?.used, used)) context.updateStatus(QUOTAS, { ...quota, status: { hard, used } })
}

function usageOf(quota: ResourceQuota, context: ControllerContext): ResourceList {
  const names = Object.keys(quota.spec?.hard ?? {})
  let usage: ResourceList = {}
  for (const resource of resourcesOf(names)) {
    const evaluator = evaluatorOf(resource)
    if (!evaluator) continue
    const counted = names.filter(evaluator.matches)
    usage = { ...Object.fromEntries(counted.map(name => [name, '0'])), ...usage }
    for (const object of context.list(resource, quota.metadata.namespace))
      if (isInScopes(quota, object, evaluator))
        usage = addResources(usage, maskResources(evaluator.usage(object, context.clock.now()), counted))
  }
  return usage
}

/** What has come was charged when it was admitted; what goes or becomes less is noticed here. */
function keysOfObject({ type, object, old }: Change, context: ControllerContext): string[] {
  const namespace = object.metadata.namespace
  if (type === 'ADDED' || namespace === undefined) return []
  const quotas = context.list<ResourceQuota>(QUOTAS, namespace)
  if (quotas.length === 0) return []
  const resource = resourceOfKind(object.apiVersion ?? '', object.kind ?? '', context)?.resource
  const evaluator = resource === undefined ? undefined : evaluatorOf(resource)
  if (!evaluator) return []
  const now = context.clock.now()
  if (old && equal(evaluator.usage(old, now), evaluator.usage(object, now))) return []
  return quotas.filter(quota => Object.keys(quota.spec?.hard ?? {}).some(evaluator.matches)).map(objectKey)
}

/** Keeps the status of quotas what their namespaces use. */
export const resourceQuotaController: Controller = {
  name: 'resourcequota-controller',
  manager: 'kube-controller-manager',
  watches: { [QUOTAS]: keyOfPresent, '*': keysOfObject },
  sync,
}
