import type { ClusterRoleBinding } from '../api/types.gen.ts'
import { pathSegmentName } from '../apimachinery/validation/object-names.ts'
import { kind } from './kind.ts'
import { bindingRow, setBindingDefaults, validateBinding, validateSameRole } from './rbac/bindings.ts'

const ROLE_KINDS = ['ClusterRole']
const validate = (binding: ClusterRoleBinding) => validateBinding(binding, ROLE_KINDS, false)

/** Gives a role to somebody in the whole cluster. */
export const clusterRoleBinding = kind<ClusterRoleBinding>({
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'ClusterRoleBinding',
  resource: 'clusterrolebindings',
  namespaced: false,
  storagePrefix: 'clusterrolebindings',
  allowCreateOnUpdate: true,
  validateName: pathSegmentName,
  setDefaults: setBindingDefaults,
  validate,
  validateUpdate: (binding, old) => [...validate(binding), ...validateSameRole(binding, old)],
  unknownFieldError: 'known',
  row: bindingRow,
})
