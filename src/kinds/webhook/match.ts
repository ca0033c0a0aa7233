import type { LabelSelector, RuleWithOperations } from '../../api/types.gen.ts'
import { validateLabelSelector } from '../../apimachinery/labels/selector.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  invalid,
  notSupported,
  required,
} from '../../apimachinery/validation/field.ts'

/** What webhooks and policies choose requests by. */
export interface Matching {
  matchPolicy?: string
  namespaceSelector?: LabelSelector
  objectSelector?: LabelSelector
}

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE']
const SCOPES = ['*', 'Cluster', 'Namespaced']

/** All requests, also in other versions of what the rules name. */
export function setMatchingDefaults(matching: Matching): void {
  matching.matchPolicy ??= 'Equivalent'
  matching.namespaceSelector ??= {}
  matching.objectSelector ??= {}
}

/** Rules are about resources of every scope unless they say otherwise. */
export function setRuleDefaults(rules: readonly { scope?: string }[] | undefined): void {
  for (const rule of rules ?? []) rule.scope ??= '*'
}

/** The errors of what a webhook or policy matches besides its rules. */
export function validateMatching(
  { matchPolicy, namespaceSelector, objectSelector }: Matching,
  at: FieldPath,
): ErrorList {
  const policies = ['Equivalent', 'Exact']
  return [
    ...(matchPolicy !== undefined && !policies.includes(matchPolicy)
      ? [notSupported(at.child('matchPolicy'), matchPolicy, policies)]
      : []),
    ...validateLabelSelector(namespaceSelector, at.child('namespaceSelector')),
    ...validateLabelSelector(objectSelector, at.child('objectSelector')),
  ]
}

/** The errors of a rule: what is done, to which resources of which groups and versions. */
export function validateRule(rule: RuleWithOperations, at: FieldPath): ErrorList {
  const { operations = [], apiGroups = [], apiVersions = [], resources = [], scope } = rule
  const errors: ErrorList = []
  const list = (values: readonly string[], field: string, rest = true) => {
    const where = at.child(field)
    if (values.length === 0) errors.push(required(where))
    if (values.length > 1 && values.includes('*') && rest)
      errors.push(invalid(where, values, `if '*' is present, must not specify other ${WORDS[field]}`))
  }
  list(operations, 'operations')
  operations.forEach((operation, i) => {
    if (!OPERATIONS.includes(operation))
      errors.push(notSupported(at.child('operations').index(i), operation, OPERATIONS))
  })
  list(apiGroups, 'apiGroups')
  list(apiVersions, 'apiVersions')
  apiVersions.forEach((version, i) => {
    if (version === '') errors.push(required(at.child('apiVersions').index(i)))
  })
  list(resources, 'resources', false)
  errors.push(...validateResources(resources, at.child('resources')))
  if (scope !== undefined && !SCOPES.includes(scope)) errors.push(notSupported(at.child('scope'), scope, SCOPES))
  return errors
}

const WORDS: Record<string, string> = { operations: 'operations', apiGroups: 'API groups', apiVersions: 'API versions' }

function validateResources(resources: readonly string[], at: FieldPath): ErrorList {
  const errors: ErrorList = []
  const seen = new Set<string>()
  resources.forEach((resource, i) => {
    const where = at.index(i)
    if (resource === '') errors.push(required(where))
    if (seen.has(resource)) errors.push(duplicate(where, resource))
    seen.add(resource)
    const [name, subresource] = resource.split('/')
    if (resource !== '*/*' && seen.has('*/*'))
      errors.push(invalid(where, resource, "if '*/*' is present, must not specify other resources"))
    else if (subresource !== undefined && name !== '*' && seen.has(`*/${subresource}`))
      errors.push(invalid(where, resource, `if '*/${subresource}' is present, must not specify ${resource}`))
  })
  if (resources.length > 1 && resources.includes('*') && resources.some(r => r !== '*' && !r.includes('/')))
    errors.push(invalid(at, resources, "if '*' is present, must not specify other resources without subresources"))
  return errors
}
