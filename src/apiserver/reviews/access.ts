import type { KubeObject } from '../../api/object.ts'
import type {
  LocalSubjectAccessReview,
  ResourceAttributes,
  SelfSubjectAccessReview,
  SelfSubjectAccessReviewSpec,
  SubjectAccessReview,
  SubjectAccessReviewSpec,
  SubjectAccessReviewStatus,
} from '../../api/types.gen.ts'
import { badRequest, invalidObject } from '../../apimachinery/status.ts'
import { type ErrorList, invalid, path, required } from '../../apimachinery/validation/field.ts'
import type { UserInfo } from '../../kinds/kind.ts'
import type { Attributes } from '../authorization/attributes.ts'
import { decide } from '../authorization/authorize.ts'
import { policyObjects } from '../authorization/policy-objects.ts'
import { type ReviewContext, review } from './review.ts'

const API = { group: 'authorization.k8s.io', version: 'v1' }

/** "May I …?" */
export const selfSubjectAccessReview = review<SelfSubjectAccessReview>({
  ...API,
  kind: 'SelfSubjectAccessReview',
  resource: 'selfsubjectaccessreviews',
  namespaced: false,
  answer(object, context) {
    refuse(object, [...validateQuestion(object.spec), ...validateNoMetadata(object)])
    return { ...object, status: answerFor(object.spec, context.user, context) }
  },
})

/** "May they …?" */
export const subjectAccessReview = review<SubjectAccessReview>({
  ...API,
  kind: 'SubjectAccessReview',
  resource: 'subjectaccessreviews',
  namespaced: false,
  answer(object, context) {
    refuse(object, [...validateSubject(object.spec), ...validateNoMetadata(object)])
    return { ...object, status: answerFor(object.spec, subjectOf(object.spec), context) }
  },
})

/** "May they … in this namespace?" */
export const localSubjectAccessReview = review<LocalSubjectAccessReview>({
  ...API,
  kind: 'LocalSubjectAccessReview',
  resource: 'localsubjectaccessreviews',
  namespaced: true,
  answer(object, context) {
    const { namespace } = object.metadata
    refuse(object, [...validateSubject(object.spec), ...validateLocal(object)])
    if (namespace !== context.namespace)
      throw badRequest(
        `namespace on the object (${namespace}) does not match namespace on the request (${context.namespace})`,
      )
    return { ...object, status: answerFor(object.spec, subjectOf(object.spec), context) }
  },
})

function subjectOf(spec: SubjectAccessReviewSpec): UserInfo {
  return { username: spec.user ?? '', groups: spec.groups ?? [] }
}

function answerFor(
  spec: SelfSubjectAccessReviewSpec,
  user: UserInfo,
  { store }: ReviewContext,
): SubjectAccessReviewStatus {
  const { allowed, reason } = decide(attributesOf(spec, user), policyObjects(store))
  return { allowed, ...(reason === '' ? {} : { reason }) }
}

function attributesOf(
  { resourceAttributes, nonResourceAttributes }: SelfSubjectAccessReviewSpec,
  user: UserInfo,
): Attributes {
  if (!resourceAttributes)
    return { user, isResource: false, verb: nonResourceAttributes?.verb ?? '', path: nonResourceAttributes?.path ?? '' }
  const {
    verb = '',
    namespace = '',
    group = '',
    resource = '',
    subresource = '',
    name = '',
  }: ResourceAttributes = resourceAttributes
  return { user, isResource: true, verb, namespace, group, resource, subresource, name }
}

function validateQuestion({ resourceAttributes, nonResourceAttributes }: SelfSubjectAccessReviewSpec): ErrorList {
  const at = path('spec')
  if (resourceAttributes && nonResourceAttributes)
    return [
      invalid(
        at.child('nonResourceAttributes'),
        nonResourceAttributes,
        'cannot be specified in combination with resourceAttributes',
      ),
    ]
  if (resourceAttributes || nonResourceAttributes) return []
  const rule = 'exactly one of nonResourceAttributes or resourceAttributes must be specified'
  return [required(at.child('resourceAttributes'), rule)]
}

function validateSubject(spec: SubjectAccessReviewSpec): ErrorList {
  const errors = validateQuestion(spec)
  if (!spec.user && !spec.groups?.length)
    errors.push(required(path('spec', 'user'), 'at least one of user or group must be specified'))
  return errors
}

function validateNoMetadata({ metadata }: KubeObject): ErrorList {
  const { managedFields: _, ...rest } = metadata
  const given = Object.values(rest).some(value => value !== null && value !== undefined)
  return given ? [invalid(path('metadata'), metadata, 'must be empty')] : []
}

function validateLocal({ metadata, spec }: LocalSubjectAccessReview): ErrorList {
  const { namespace, managedFields: _, ...rest } = metadata
  const errors: ErrorList = []
  if (Object.values(rest).some(value => value !== null && value !== undefined))
    errors.push(invalid(path('metadata'), metadata, 'must be empty except for namespace'))
  const { resourceAttributes, nonResourceAttributes } = spec
  if (resourceAttributes && (resourceAttributes.namespace ?? '') !== (namespace ?? '')) {
    const at = path('spec', 'resourceAttributes', 'namespace')
    errors.push(invalid(at, resourceAttributes.namespace ?? '', 'must match metadata.namespace'))
  }
  if (nonResourceAttributes) {
    const at = path('spec', 'nonResourceAttributes')
    errors.push(invalid(at, nonResourceAttributes, 'disallowed on this kind of request'))
  }
  return errors
}

function refuse({ kind }: KubeObject, errors: ErrorList): void {
  if (errors.length) throw invalidObject(kind!, API.group, '', errors)
}
