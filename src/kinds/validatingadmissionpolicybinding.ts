import type { ValidatingAdmissionPolicyBinding } from '../api/types.gen.ts'
import { duplicate, type ErrorList, invalid, notSupported, path, required } from '../apimachinery/validation/field.ts'
import { policyBinding, validatePolicyBinding } from './admissionpolicy/binding.ts'

const ACTIONS = ['Audit', 'Deny', 'Warn']
const DENY_AND_WARN =
  'must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)'

/** Puts a ValidatingAdmissionPolicy into force. */
export const validatingAdmissionPolicyBinding = policyBinding<ValidatingAdmissionPolicyBinding>(
  { kind: 'ValidatingAdmissionPolicyBinding', resource: 'validatingadmissionpolicybindings' },
  validate,
)

function validate({ spec }: ValidatingAdmissionPolicyBinding): ErrorList {
  const errors = validatePolicyBinding(spec ?? {}, path('spec'))
  const at = path('spec', 'validationActions')
  const actions = spec?.validationActions ?? []
  if (actions.length === 0) return [...errors, required(at, 'at least one validation action is required')]
  actions.forEach((action, i) => {
    if (!ACTIONS.includes(action)) errors.push(notSupported(at.index(i), action, ACTIONS))
    if (actions.indexOf(action) < i) errors.push(duplicate(at.index(i), action))
  })
  if (actions.includes('Deny') && actions.includes('Warn')) errors.push(invalid(at, actions, DENY_AND_WARN))
  return errors
}
