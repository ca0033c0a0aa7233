import type { NonResourceRule, ResourceRule, SelfSubjectRulesReview } from '../../api/types.gen.ts'
import { badRequest } from '../../apimachinery/status.ts'
import { policyObjects } from '../authorization/policy-objects.ts'
import { grantsTo } from '../authorization/rbac.ts'
import { review } from './review.ts'

/** "What may I do in this namespace?" */
export const selfSubjectRulesReview = review<SelfSubjectRulesReview>({
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'SelfSubjectRulesReview',
  resource: 'selfsubjectrulesreviews',
  namespaced: false,
  answer(object, { user, store }) {
    const namespace = object.spec.namespace ?? ''
    if (namespace === '') throw badRequest('no namespace on request')
    const { grants, errors } = grantsTo(user, namespace, policyObjects(store))
    const resourceRules: ResourceRule[] = []
    const nonResourceRules: NonResourceRule[] = []
    for (const { verbs, apiGroups, resources, resourceNames, nonResourceURLs } of grants.flatMap(
      grant => grant.rules,
    )) {
      if (resources?.length)
        resourceRules.push({
          verbs,
          ...(apiGroups?.length ? { apiGroups } : {}),
          resources,
          ...(resourceNames?.length ? { resourceNames } : {}),
        })
      if (nonResourceURLs?.length) nonResourceRules.push({ verbs, nonResourceURLs })
    }
    const told = [...new Set(errors)]
    const evaluationError = told.length > 1 ? `[${told.join(', ')}]` : told[0]
    const status = { incomplete: false, nonResourceRules, resourceRules }
    return { ...object, status: evaluationError === undefined ? status : { ...status, evaluationError } }
  },
})
