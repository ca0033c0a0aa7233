import type { ValidatingAdmissionPolicy } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { type ErrorList, notSupported, path, required } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { paramKindText, setPolicyDefaults, validatePolicy } from './admissionpolicy/policy.ts'
import { bumpGeneration, startGeneration } from './generation.ts'
import { kind } from './kind.ts'

const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge', 'Unauthorized']
const NEITHER = 'validations or auditAnnotations must contain at least one item'

/** Policies that requests have to satisfy. */
export const validatingAdmissionPolicy = kind<ValidatingAdmissionPolicy>({
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'ValidatingAdmissionPolicy',
  resource: 'validatingadmissionpolicies',
  namespaced: false,
  allowUnconditionalUpdate: false,
  storagePrefix: 'validatingadmissionpolicies',
  validateName: nameIsDNSSubdomain,
  setDefaults: setPolicyDefaults,
  prepareForCreate(policy) {
    startGeneration(policy)
    policy.status = {}
  },
  prepareForUpdate(policy, old) {
    bumpGeneration(policy, old)
    policy.status = old.status ?? {}
  },
  validate,
  validateUpdate: validate,
  status: {
    prepareForUpdate(policy, old) {
      policy.spec = old.spec!
    },
    validateUpdate: () => [],
  },
  unknownFieldError: 'known',
  row: ({ metadata, spec }, now) => [
    metadata.name ?? '',
    spec?.validations?.length ?? 0,
    paramKindText(spec?.paramKind),
    translateTimestampSince(metadata.creationTimestamp, now),
  ],
})

function validate({ spec = {} }: ValidatingAdmissionPolicy): ErrorList {
  const at = path('spec')
  const { validations = [], auditAnnotations = [] } = spec
  const errors = validatePolicy(spec, at)
  if (validations.length === 0 && auditAnnotations.length === 0)
    errors.push(required(at.child('validations'), NEITHER), required(at.child('auditAnnotations'), NEITHER))
  validations.forEach(({ expression = '', reason }, i) => {
    const where = at.child('validations').index(i)
    if (expression.trim() === '') errors.push(required(where.child('expression'), 'expression is not specified'))
    if (reason !== undefined && !REASONS.includes(reason))
      errors.push(notSupported(where.child('reason'), reason, REASONS))
  })
  auditAnnotations.forEach(({ key = '', valueExpression = '' }, i) => {
    const where = at.child('auditAnnotations').index(i)
    if (key === '') errors.push(required(where.child('key')))
    if (valueExpression.trim() === '')
      errors.push(required(where.child('valueExpression'), 'valueExpression is not specified'))
  })
  return errors
}
