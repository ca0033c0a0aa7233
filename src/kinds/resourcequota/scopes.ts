import type { ResourceQuotaSpec, ScopedResourceSelectorRequirement } from '../../api/types.gen.ts'
import { type ErrorList, type FieldPath, invalid, required } from '../../apimachinery/validation/field.ts'
import { isStandardQuotaResourceName } from './resource-names.ts'

const COMPUTE = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory']
const OF_PODS = new Set(['pods', ...COMPUTE])

/** The scopes there are, and the resources that make sense within them. */
const RESOURCES_IN_SCOPE = new Map<string, ReadonlySet<string>>([
  ['BestEffort', new Set(['pods'])],
  ['CrossNamespacePodAffinity', OF_PODS],
  ['NotBestEffort', OF_PODS],
  ['NotTerminating', OF_PODS],
  ['PriorityClass', OF_PODS],
  ['Terminating', OF_PODS],
  ['VolumeAttributesClass', new Set(['persistentvolumeclaims', 'requests.storage'])],
])
/** Scopes that objects are in or not, without any value. */
const WITHOUT_VALUES = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity']
const OPPOSITES = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const

/** spec.scopes (validateResourceQuotaScopes). */
export function validateScopes(spec: ResourceQuotaSpec, at: FieldPath): ErrorList {
  const scopes = spec.scopes ?? []
  const refuse = (why: string) => invalid(at, scopes, why)
  return [
    ...scopes.flatMap(scope => [
      ...(RESOURCES_IN_SCOPE.has(scope) ? [] : [refuse('unsupported scope')]),
      ...resourcesOutside(spec, scope).map(() => refuse('unsupported scope applied to resource')),
    ]),
    ...conflicts(scopes).map(() => refuse('conflicting scopes')),
  ]
}

/** spec.scopeSelector (validateScopedResourceSelectorRequirement). */
export function validateScopeSelector(spec: ResourceQuotaSpec, at: FieldPath): ErrorList {
  const { scopeSelector } = spec
  if (!scopeSelector) return []
  const here = at.child('matchExpressions')
  const expressions = scopeSelector.matchExpressions ?? []
  return [
    ...expressions.flatMap(expression => [
      ...(RESOURCES_IN_SCOPE.has(expression.scopeName)
        ? []
        : [invalid(here.child('scopeName'), expression.scopeName, 'unsupported scope')]),
      ...resourcesOutside(spec, expression.scopeName).map(() =>
        invalid(here, goScopeSelector(expressions), 'unsupported scope applied to resource'),
      ),
      ...validateOperator(expression, here),
    ]),
    ...conflicts(expressions.map(e => e.scopeName)).map(() => invalid(here, spec.scopes ?? null, 'conflicting scopes')),
  ]
}

function validateOperator(
  { scopeName, operator, values }: ScopedResourceSelectorRequirement,
  at: FieldPath,
): ErrorList {
  const errors: ErrorList = []
  if (WITHOUT_VALUES.includes(scopeName) && operator !== 'Exists') {
    const scopes =
      'ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity'
    errors.push(invalid(at.child('operator'), operator, `must be 'Exist' when scope is any of ${scopes}`))
  }
  const count = values?.length ?? 0
  if (operator === 'In' || operator === 'NotIn') {
    const rule = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector"
    if (count === 0) errors.push(required(at.child('values'), rule))
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    const rule = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector"
    if (count > 0) errors.push(invalid(at.child('values'), values, rule))
  } else errors.push(invalid(at.child('operator'), operator, 'not a valid selector operator'))
  return errors
}

function resourcesOutside({ hard = {} }: ResourceQuotaSpec, scope: string): string[] {
  const inside = RESOURCES_IN_SCOPE.get(scope)
  return inside ? Object.keys(hard).filter(name => isStandardQuotaResourceName(name) && !inside.has(name)) : []
}

function conflicts(scopes: readonly string[]): unknown[] {
  return OPPOSITES.filter(pair => pair.every(scope => scopes.includes(scope)))
}

/** As Go's internal type prints itself, which is what the error quotes. */
function goScopeSelector(expressions: readonly ScopedResourceSelectorRequirement[]): object {
  return {
    MatchExpressions: expressions.map(e => ({
      ScopeName: e.scopeName,
      Operator: e.operator,
      Values: e.values ?? null,
    })),
  }
}
