import type { MutatingAdmissionPolicyBinding } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { path } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { paramRefText, validatePolicyBinding } from './admissionpolicy/binding.ts'
import { setMatchDefaults } from './admissionpolicy/policy.ts'
import { bumpGeneration, startGeneration } from './generation.ts'
import { kind } from './kind.ts'

const validate = ({ spec }: MutatingAdmissionPolicyBinding) => validatePolicyBinding(spec ?? {}, path('spec'))

/** Puts a MutatingAdmissionPolicy into force. */
export const mutatingAdmissionPolicyBinding = kind<MutatingAdmissionPolicyBinding>({
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'MutatingAdmissionPolicyBinding',
  resource: 'mutatingadmissionpolicybindings',
  namespaced: false,
  allowUnconditionalUpdate: false,
  storagePrefix: 'mutatingadmissionpolicybindings',
  validateName: nameIsDNSSubdomain,
  setDefaults({ spec }) {
    if (spec?.matchResources) setMatchDefaults(spec.matchResources)
  },
  prepareForCreate: startGeneration,
  prepareForUpdate: bumpGeneration,
  validate,
  validateUpdate: validate,
  unknownFieldError: 'known',
  row: ({ metadata, spec }, now) => [
    metadata.name ?? '',
    spec?.policyName ?? '',
    paramRefText(spec?.paramRef),
    translateTimestampSince(metadata.creationTimestamp, now),
  ],
})
