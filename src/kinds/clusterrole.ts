import type { ClusterRole } from '../api/types.gen.ts'
import { validateLabelSelector } from '../apimachinery/labels/selector.ts'
import { type ErrorList, path, required } from '../apimachinery/validation/field.ts'
import { pathSegmentName } from '../apimachinery/validation/object-names.ts'
import { kind } from './kind.ts'
import { setRulesDefault, validatePolicyRules } from './rbac/policy-rules.ts'

/** What may be done in the whole cluster, or (when bound in one) in a namespace. */
export const clusterRole = kind<ClusterRole>({
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'ClusterRole',
  resource: 'clusterroles',
  namespaced: false,
  storagePrefix: 'clusterroles',
  allowCreateOnUpdate: true,
  validateName: pathSegmentName,
  setDefaults: setRulesDefault,
  validate,
  validateUpdate: validate,
  unknownFieldError: 'known',
  row: ({ metadata }) => [metadata.name ?? '', metadata.creationTimestamp ?? ''],
})

function validate({ rules, aggregationRule }: ClusterRole): ErrorList {
  const errors = validatePolicyRules(rules, false, path('rules'))
  if (!aggregationRule) return errors
  const at = path('aggregationRule', 'clusterRoleSelectors')
  const selectors = aggregationRule.clusterRoleSelectors ?? []
  if (selectors.length === 0)
    errors.push(required(at, 'at least one clusterRoleSelector required if aggregationRule is non-nil'))
  return [...errors, ...selectors.flatMap((selector, i) => validateLabelSelector(selector, at.index(i)))]
}
