import type { RoleBinding } from '../api/types.gen.ts'
import { pathSegmentName } from '../apimachinery/validation/object-names.ts'
import { kind } from './kind.ts'
import { bindingRow, setBindingDefaults, validateBinding, validateSameRole } from './rbac/bindings.ts'

const ROLE_KINDS = ['Role', 'ClusterRole']
const validate = (binding: RoleBinding) => validateBinding(binding, ROLE_KINDS, true)

/** Gives a role to somebody in one namespace. */
export const roleBinding = kind<RoleBinding>({
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'RoleBinding',
  resource: 'rolebindings',
  namespaced: true,
  storagePrefix: 'rolebindings',
  allowCreateOnUpdate: true,
  validateName: pathSegmentName,
  setDefaults: setBindingDefaults,
  validate,
  validateUpdate: (binding, old) => [...validate(binding), ...validateSameRole(binding, old)],
  unknownFieldError: 'known',
  row: bindingRow,
})
