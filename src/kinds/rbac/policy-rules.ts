import type { PolicyRule } from '../../api/types.gen.ts'
import { type ErrorList, type FieldPath, invalid, required } from '../../apimachinery/validation/field.ts'

/** The errors of a role's rules; those of namespaces cannot be about URLs (ValidatePolicyRule). */
export function validatePolicyRules(
  rules: readonly PolicyRule[] | undefined,
  namespaced: boolean,
  at: FieldPath,
): ErrorList {
  return (rules ?? []).flatMap((rule, i) => validatePolicyRule(rule, namespaced, at.index(i)))
}

function validatePolicyRule(rule: PolicyRule, namespaced: boolean, at: FieldPath): ErrorList {
  const { verbs, apiGroups, resources, resourceNames, nonResourceURLs } = rule
  const errors: ErrorList = []
  if (!verbs?.length) errors.push(required(at.child('verbs'), 'verbs must contain at least one value'))
  if (nonResourceURLs?.length) {
    const refuse = (why: string) => errors.push(invalid(at.child('nonResourceURLs'), nonResourceURLs, why))
    if (namespaced) refuse('namespaced rules cannot apply to non-resource URLs')
    if (apiGroups?.length || resources?.length || resourceNames?.length)
      refuse('rules cannot apply to both regular resources and non-resource URLs')
    return errors
  }
  if (!apiGroups?.length)
    errors.push(required(at.child('apiGroups'), 'resource rules must supply at least one api group'))
  if (!resources?.length)
    errors.push(required(at.child('resources'), 'resource rules must supply at least one resource'))
  return errors
}

/** A role has rules even where there are none. */
export function setRulesDefault(role: { rules?: PolicyRule[] }): void {
  ;(role as { rules: PolicyRule[] | null }).rules ??= null
}
