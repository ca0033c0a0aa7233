import type { MutatingAdmissionPolicyBinding } from '../api/types.gen.ts'
import { path } from '../apimachinery/validation/field.ts'
import { policyBinding, validatePolicyBinding } from './admissionpolicy/binding.ts'

/** Puts a MutatingAdmissionPolicy into force. */
export const mutatingAdmissionPolicyBinding = policyBinding<MutatingAdmissionPolicyBinding>(
  { kind: 'MutatingAdmissionPolicyBinding', resource: 'mutatingadmissionpolicybindings' },
  ({ spec }) => validatePolicyBinding(spec ?? {}, path('spec')),
)
