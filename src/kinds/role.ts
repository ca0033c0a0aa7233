import type { Role } from '../api/types.gen.ts'
import { path } from '../apimachinery/validation/field.ts'
import { pathSegmentName } from '../apimachinery/validation/object-names.ts'
import { kind } from './kind.ts'
import { setRulesDefault, validatePolicyRules } from './rbac/policy-rules.ts'

const validate = (role: Role) => validatePolicyRules(role.rules, true, path('rules'))

/** What may be done in a namespace. */
export const role = kind<Role>({
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'Role',
  resource: 'roles',
  namespaced: true,
  storagePrefix: 'roles',
  allowCreateOnUpdate: true,
  validateName: pathSegmentName,
  setDefaults: setRulesDefault,
  validate,
  validateUpdate: validate,
  unknownFieldError: 'known',
  row: ({ metadata }) => [metadata.name ?? '', metadata.creationTimestamp ?? ''],
})
