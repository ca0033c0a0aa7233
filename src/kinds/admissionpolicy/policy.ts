import type { KubeObject, MatchCondition, MatchResources, ParamKind, Variable } from '../../api/types.gen.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  invalidFor,
  notSupported,
  required,
} from '../../apimachinery/validation/field.ts'
import { isCIdentifier, isQualifiedName } from '../../apimachinery/validation/names.ts'
import { setMatchingDefaults, setRuleDefaults, validateMatching, validateRule } from '../webhook/match.ts'

/** What the policies of both kinds have in common. */
export interface PolicySpec {
  failurePolicy?: string
  matchConditions?: MatchCondition[]
  matchConstraints?: MatchResources
  paramKind?: ParamKind
  variables?: Variable[]
}

const FAILURE_POLICIES = ['Fail', 'Ignore']

/** The defaults of a policy (admissionregistration/v1/defaults.go). */
export function setPolicyDefaults({ spec }: KubeObject & { spec?: PolicySpec }): void {
  if (!spec) return
  spec.failurePolicy ??= 'Fail'
  if (spec.matchConstraints) setMatchDefaults(spec.matchConstraints)
}

/** What rules choose: all scopes, and any labels. */
export function setMatchDefaults(match: MatchResources): void {
  setMatchingDefaults(match)
  setRuleDefaults(match.resourceRules)
  setRuleDefaults(match.excludeResourceRules)
}

/** The errors of what both kinds of policies have in common. */
export function validatePolicy(spec: PolicySpec, at: FieldPath): ErrorList {
  const { failurePolicy, paramKind, matchConstraints, matchConditions = [], variables = [] } = spec
  const errors: ErrorList = []
  if (failurePolicy !== undefined && !FAILURE_POLICIES.includes(failurePolicy))
    errors.push(notSupported(at.child('failurePolicy'), failurePolicy, FAILURE_POLICIES))
  if (paramKind) {
    if (!paramKind.apiVersion) errors.push(required(at.child('paramKind', 'apiVersion')))
    if (!paramKind.kind) errors.push(required(at.child('paramKind', 'kind')))
  }
  const constraints = at.child('matchConstraints')
  if (!matchConstraints) errors.push(required(constraints))
  else {
    errors.push(...validateMatchResources(matchConstraints, constraints))
    if (!matchConstraints.resourceRules?.length) errors.push(required(constraints.child('resourceRules')))
  }
  return [
    ...errors,
    ...validateConditions(matchConditions, at.child('matchConditions')),
    ...validateVariables(variables, at.child('variables')),
  ]
}

/** The errors of what a policy or binding matches (validateMatchResources). */
export function validateMatchResources(match: MatchResources, at: FieldPath): ErrorList {
  const errors = validateMatching(match, at)
  for (const field of ['resourceRules', 'excludeResourceRules'] as const)
    match[field]?.forEach((rule, i) => {
      const { operations = [], ...rest } = rule
      errors.push(...validateRule({ ...rest, operations }, at.child(field).index(i)))
    })
  return errors
}

function validateConditions(conditions: readonly MatchCondition[], at: FieldPath): ErrorList {
  const seen = new Set<string>()
  return conditions.flatMap(({ name = '', expression = '' }, i) => {
    const where = at.index(i)
    const errors: ErrorList = expression.trim() === '' ? [required(where.child('expression'))] : []
    if (name === '') errors.push(required(where.child('name')))
    else errors.push(...invalidFor(where.child('name'), name, isQualifiedName(name)))
    if (seen.has(name)) errors.push(duplicate(where.child('name'), name))
    seen.add(name)
    return errors
  })
}

function validateVariables(variables: readonly Variable[], at: FieldPath): ErrorList {
  return variables.flatMap(({ name = '', expression = '' }, i) => {
    const where = at.index(i)
    const errors: ErrorList =
      expression.trim() === '' ? [required(where.child('expression'), 'expression is not specified')] : []
    if (name === '') return [required(where.child('name'), 'name is not specified'), ...errors]
    return [...invalidFor(where.child('name'), name, isCIdentifier(name)), ...errors]
  })
}

/** What kind of objects a policy's parameters are, in its row. */
export function paramKindText(paramKind: ParamKind | undefined): string {
  return paramKind ? `${paramKind.apiVersion}/${paramKind.kind}` : '<unset>'
}
