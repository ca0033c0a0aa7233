import type { MutatingAdmissionPolicy } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { type ErrorList, notSupported, path, required } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { paramKindText, setPolicyDefaults, validatePolicy } from './admissionpolicy/policy.ts'
import { bumpGeneration, startGeneration } from './generation.ts'
import { kind } from './kind.ts'

const PATCH_TYPES = ['ApplyConfiguration', 'JSONPatch']
const REINVOCATION_POLICIES = ['IfNeeded', 'Never']

/** Policies that change objects before they are stored. They are kept; nothing is changed by them. */
export const mutatingAdmissionPolicy = kind<MutatingAdmissionPolicy>({
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'MutatingAdmissionPolicy',
  resource: 'mutatingadmissionpolicies',
  namespaced: false,
  allowUnconditionalUpdate: false,
  storagePrefix: 'mutatingadmissionpolicies',
  validateName: nameIsDNSSubdomain,
  setDefaults(policy) {
    setPolicyDefaults(policy)
    if (policy.spec) policy.spec.reinvocationPolicy ??= 'Never'
  },
  prepareForCreate: startGeneration,
  prepareForUpdate: bumpGeneration,
  validate,
  validateUpdate: validate,
  unknownFieldError: 'known',
  row: ({ metadata, spec }, now) => [
    metadata.name ?? '',
    spec?.mutations?.length ?? 0,
    paramKindText(spec?.paramKind),
    translateTimestampSince(metadata.creationTimestamp, now),
  ],
})

function validate({ spec = {} }: MutatingAdmissionPolicy): ErrorList {
  const at = path('spec')
  const { mutations = [], reinvocationPolicy = '' } = spec
  const errors = validatePolicy(spec, at)
  if (mutations.length === 0) errors.push(required(at.child('mutations'), 'mutations must contain at least one item'))
  mutations.forEach(({ patchType = '', applyConfiguration, jsonPatch }, i) => {
    const where = at.child('mutations').index(i)
    if (patchType === '') errors.push(required(where.child('patchType')))
    else if (!PATCH_TYPES.includes(patchType))
      errors.push(notSupported(where.child('patchType'), patchType, PATCH_TYPES))
    else if (patchType === 'JSONPatch' && !jsonPatch)
      errors.push(required(where.child('jsonPatch'), 'must be specified when patchType is JSONPatch'))
    else if (patchType === 'ApplyConfiguration' && !applyConfiguration)
      errors.push(required(where.child('applyConfiguration'), 'must be specified when patchType is ApplyConfiguration'))
  })
  if (!REINVOCATION_POLICIES.includes(reinvocationPolicy))
    errors.push(notSupported(at.child('reinvocationPolicy'), reinvocationPolicy, REINVOCATION_POLICIES))
  return errors
}
