import type { KubeObject } from '../api/object.ts'
import type { ResourceQuota, ScopedResourceSelectorRequirement } from '../api/types.gen.ts'
import type { ResourceList } from './resource-list.ts'

/** How objects of one resource count against quotas (k8s.io/apiserver/pkg/quota/v1.Evaluator). */
export interface Evaluator {
  /** Of the names in a quota, those that these objects use up. */
  matches(resource: string): boolean
  /** Whether an update is charged for what it takes more than before; creation always is. */
  chargesUpdates: boolean
  /** What a quota on `required` demands of an object and it does not have, in words; undefined where nothing is missing. */
  missing?(object: KubeObject, required: readonly string[]): string | undefined
  /** Whether a scope applies to an object; absent where no scope ever does. */
  inScope?(object: KubeObject, scope: ScopedResourceSelectorRequirement): boolean
  usage(object: KubeObject, now: Date): ResourceList
}

/** The name under which objects of any resource are counted: count/pods, count/deployments.apps. */
export function objectCountName(resource: string): string {
  return `count/${resource}`
}

/** Whether a quota's scopes, all of them, apply to an object. */
export function isInScopes({ spec }: ResourceQuota, object: KubeObject, evaluator: Evaluator): boolean {
  const scopes: ScopedResourceSelectorRequirement[] = [
    ...(spec?.scopes ?? []).map(scopeName => ({ scopeName, operator: 'Exists' })),
    ...(spec?.scopeSelector?.matchExpressions ?? []),
  ]
  return scopes.every(scope => evaluator.inScope?.(object, scope) ?? false)
}
