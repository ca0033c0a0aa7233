import type { ClusterRole, PolicyRule } from '../api/types.gen.ts'
import { equal } from '../apimachinery/equality.ts'
import { matches, selectorFromLabelSelector } from '../apimachinery/labels/selector.ts'
import type { Controller, ControllerContext } from './controller.ts'

const CLUSTER_ROLES = 'clusterroles.rbac.authorization.k8s.io'

/** Gives a role the rules of all that it aggregates: of each selector's roles by name, every rule once. */
function sync(name: string, context: ControllerContext): void {
  const role = context.get<ClusterRole>(CLUSTER_ROLES, '', name)
  if (!role?.aggregationRule) return
  const rules: PolicyRule[] = []
  for (const labelSelector of role.aggregationRule.clusterRoleSelectors ?? []) {
    const selector = selectorFromLabelSelector(labelSelector)
    for (const other of context.list<ClusterRole>(CLUSTER_ROLES)) {
      if (other.metadata.name === name || !matches(selector, other.metadata.labels ?? {})) continue
      for (const rule of other.rules ?? []) if (!rules.some(known => equal(known, rule))) rules.push(rule)
    }
  }
  if (equal(rules, role.rules ?? [])) return
  const { rules: _, ...rest } = role
  context.update<ClusterRole>(CLUSTER_ROLES, rules.length ? { ...role, rules } : rest)
}

/** A changed role may be part of any that aggregates. */
function aggregatingRoles(context: ControllerContext): string[] {
  return context
    .list<ClusterRole>(CLUSTER_ROLES)
    .filter(role => role.aggregationRule)
    .map(role => role.metadata.name!)
}

/** Keeps the rules of roles that are made of others up to date. */
export const clusterRoleAggregationController: Controller = {
  name: 'clusterrole-aggregation-controller',
  manager: 'kube-controller-manager',
  watches: { [CLUSTER_ROLES]: (_, context) => aggregatingRoles(context) },
  sync,
}
