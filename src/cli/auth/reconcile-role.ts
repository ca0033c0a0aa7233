import type { ClusterRole, LabelSelector, Role } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import { uncoveredRules } from '../../apimachinery/rbac/covers.ts'
import { type Reconciled, unchanged, withMetadataOf } from './reconciled.ts'

/** A Role or a ClusterRole. */
export type RuleOwner = Role & Pick<ClusterRole, 'aggregationRule'>

/**
 * What makes a live role (undefined: there is none) allow what the wanted one does; with `removeExtra`, nothing more. Source:
 * component-helpers/auth/rbac/reconciliation.
 */
export function reconciledRole(live: RuleOwner | undefined, wanted: RuleOwner, removeExtra: boolean): Reconciled {
  if (!live) return { ...unchanged(wanted), isProtected: false, operation: 'create', missingRules: wanted.rules ?? [] }
  const { object, changed } = withMetadataOf(live, wanted)
  const bothAggregated = wanted.aggregationRule && live.aggregationRule
  const extraRules = bothAggregated ? [] : uncoveredRules(wanted.rules ?? [], live.rules ?? [])
  const missingRules = uncoveredRules(live.rules ?? [], wanted.rules ?? [])
  const rulesChange = missingRules.length > 0 || (removeExtra && extraRules.length > 0)
  if (rulesChange) object.rules = removeExtra ? (wanted.rules ?? []) : [...(live.rules ?? []), ...missingRules]
  const aggregationChanges = reconcileAggregation(object, live, wanted, removeExtra)
  const operation = changed || rulesChange || aggregationChanges ? 'update' : 'none'
  return { ...unchanged(live), object, operation, missingRules, extraRules }
}

/** Gives `object`, our own copy, the selectors it should have. */
function reconcileAggregation(object: RuleOwner, live: RuleOwner, wanted: RuleOwner, removeExtra: boolean): boolean {
  const has = live.aggregationRule?.clusterRoleSelectors ?? []
  const wants = wanted.aggregationRule?.clusterRoleSelectors ?? []
  if (!wanted.aggregationRule) {
    if (!live.aggregationRule) return false
    delete object.aggregationRule
    return true
  }
  const missing = uncovered(has, wants)
  const extra = uncovered(wants, has)
  if (!removeExtra && missing.length > 0) object.aggregationRule = { clusterRoleSelectors: [...has, ...missing] }
  else if (removeExtra && (missing.length > 0 || extra.length > 0)) object.aggregationRule = wanted.aggregationRule
  else return false
  return true
}

function uncovered(owners: readonly LabelSelector[], servants: readonly LabelSelector[]): LabelSelector[] {
  return servants.filter(servant => !owners.some(owner => equal(owner, servant)))
}
