import type {
  JobSpec,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyOnPodConditionsPattern,
  PodFailurePolicyRule,
} from '../../api/types.gen.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  invalid,
  invalidWithoutValue,
  notSupported,
  required,
  tooMany,
} from '../../apimachinery/validation/field.ts'
import { isQualifiedName } from '../../apimachinery/validation/names.ts'

const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore']
const OPERATORS = ['In', 'NotIn']
const STATUSES = ['False', 'True', 'Unknown']
const MAX_RULES = 20
const MAX_PATTERNS = 20
const MAX_EXIT_CODES = 255

/** spec.podFailurePolicy (validatePodFailurePolicy). */
export function validatePodFailurePolicy(spec: JobSpec, at: FieldPath): ErrorList {
  const rules = spec.podFailurePolicy?.rules ?? []
  const here = at.child('rules')
  const { containers = [], initContainers = [] } = spec.template.spec ?? {}
  const names = new Set([...containers, ...initContainers].map(c => c.name))
  return [
    ...(rules.length > MAX_RULES ? [tooMany(here, rules.length, MAX_RULES)] : []),
    ...rules.flatMap((rule, i) => validateRule(rule, spec, names, here.index(i))),
  ]
}

function validateRule(rule: PodFailurePolicyRule, spec: JobSpec, names: ReadonlySet<string>, at: FieldPath): ErrorList {
  const { action, onExitCodes, onPodConditions = [] } = rule
  const actionAt = at.child('action')
  const errors: ErrorList = []
  if (action === 'FailIndex') {
    const rule = 'requires the backoffLimitPerIndex to be set'
    if (spec.backoffLimitPerIndex === undefined) errors.push(invalid(actionAt, action, rule))
  } else errors.push(...validateChoice(action, ACTIONS, actionAt))
  if (onExitCodes) errors.push(...validateExitCodes(onExitCodes, names, at.child('onExitCodes')))
  if (onPodConditions.length > 0) errors.push(...validatePatterns(onPodConditions, at.child('onPodConditions')))
  if (onExitCodes && onPodConditions.length > 0)
    errors.push(invalidWithoutValue(at, 'specifying both OnExitCodes and OnPodConditions is not supported'))
  if (!onExitCodes && onPodConditions.length === 0)
    errors.push(invalidWithoutValue(at, 'specifying one of OnExitCodes and OnPodConditions is required'))
  return errors
}

function validateChoice(value: string | undefined, choices: readonly string[], at: FieldPath): ErrorList {
  if (!value) return [required(at, `valid values: [${choices.map(c => `"${c}"`).join(' ')}]`)]
  return choices.includes(value) ? [] : [notSupported(at, value, choices)]
}

function validatePatterns(patterns: readonly PodFailurePolicyOnPodConditionsPattern[], at: FieldPath): ErrorList {
  return [
    ...(patterns.length > MAX_PATTERNS ? [tooMany(at, patterns.length, MAX_PATTERNS)] : []),
    ...patterns.flatMap(({ type, status }, i) => [
      ...isQualifiedName(type ?? '').map(message => invalid(at.index(i).child('type'), type ?? '', message)),
      ...validateChoice(status, STATUSES, at.index(i).child('status')),
    ]),
  ]
}

function validateExitCodes(
  { operator, containerName, values = [] }: PodFailurePolicyOnExitCodesRequirement,
  names: ReadonlySet<string>,
  at: FieldPath,
): ErrorList {
  const errors = validateChoice(operator, OPERATORS, at.child('operator'))
  if (containerName !== undefined && !names.has(containerName)) {
    const rule = 'must be one of the container or initContainer names in the pod template'
    errors.push(invalid(at.child('containerName'), containerName, rule))
  }
  const here = at.child('values')
  if (values.length === 0) errors.push(invalid(here, null, 'at least one value is required'))
  else if (values.length > MAX_EXIT_CODES) errors.push(tooMany(here, values.length, MAX_EXIT_CODES))
  values.forEach((code, i) => {
    if (operator === 'In' && code === 0) errors.push(invalid(here.index(i), code, 'must not be 0 for the In operator'))
    if (values.indexOf(code) < i) errors.push(duplicate(here.index(i), code))
  })
  if (values.some((code, i) => i > 0 && values[i - 1]! > code)) errors.push(invalid(here, values, 'must be ordered'))
  return errors
}
