import type { ErrorList } from '../validation/field.ts'
import { aggregateText, invalid } from '../validation/field.ts'
import { isQualifiedName, isValidLabelValue } from '../validation/names.ts'

/** The operators of k8s.io/apimachinery/pkg/selection, spelt as Kubernetes' texts spell them. */
export type Operator = '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt'

/** One condition on one label. */
export interface Requirement {
  readonly key: string
  readonly operator: Operator
  readonly values: readonly string[]
}

/** Labels as objects carry them; absent ones are no labels. */
export type Labels = Readonly<Record<string, string>> | undefined

/** A text or a structure that is no label selector. */
export class SelectorError extends Error {
  override readonly name = 'SelectorError'
}

const INTEGER = /^[+-]?[0-9]+$/
const MIN_INT64 = -(2n ** 63n)
const MAX_INT64 = 2n ** 63n - 1n

function parseInt64(text: string): bigint | undefined {
  if (text.length > 64 || !INTEGER.test(text)) return undefined
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text)
  return value < MIN_INT64 || value > MAX_INT64 ? undefined : value
}

function countErrors(operator: Operator, values: readonly string[]): ErrorList {
  const shown = values.length === 0 ? undefined : values
  switch (operator) {
    case 'in':
    case 'notin':
      return values.length === 0
        ? [invalid('values', shown, "for 'in', 'notin' operators, values set can't be empty")]
        : []
    case '=':
    case '==':
    case '!=':
      return values.length === 1
        ? []
        : [invalid('values', shown, 'exact-match compatibility requires one single value')]
    case 'exists':
    case '!':
      return values.length === 0
        ? []
        : [invalid('values', shown, 'values set must be empty for exists and does not exist')]
    default:
      return [
        ...(values.length === 1
          ? []
          : [invalid('values', shown, "for 'Gt', 'Lt' operators, exactly one value is required")]),
        ...values.flatMap((value, i) =>
          parseInt64(value) === undefined
            ? [invalid(`values[${i}]`, value, "for 'Gt', 'Lt' operators, the value must be an integer")]
            : [],
        ),
      ]
  }
}

/**
 * Makes a requirement (labels.NewRequirement). Throws a SelectorError with the texts of every rule it breaks: the key
 * must be a label key, the values label values, and their number must fit the operator.
 */
export function newRequirement(key: string, operator: Operator, values: readonly string[]): Requirement {
  const errors: ErrorList = []
  const keyFaults = isQualifiedName(key)
  if (keyFaults.length > 0) errors.push(invalid('key', key, keyFaults.join('; ')))
  errors.push(...countErrors(operator, values))
  values.forEach((value, i) => {
    const faults = isValidLabelValue(value)
    if (faults.length > 0) errors.push(invalid(`values[${i}][${key}]`, value, faults.join('; ')))
  })
  if (errors.length > 0) throw new SelectorError(aggregateText(errors))
  return { key, operator, values }
}

function compares(operator: 'gt' | 'lt', value: string, limit: string | undefined): boolean {
  const left = parseInt64(value)
  const right = limit === undefined ? undefined : parseInt64(limit)
  if (left === undefined || right === undefined) return false
  return operator === 'gt' ? left > right : left < right
}

/** Whether the labels meet the requirement. `!=` and `notin` are met by objects that lack the label. */
export function requirementMatches(requirement: Requirement, labels: Labels): boolean {
  const { key, operator, values } = requirement
  const value = labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined
  switch (operator) {
    case '=':
    case '==':
    case 'in':
      return value !== undefined && values.includes(value)
    case '!=':
    case 'notin':
      return value === undefined || !values.includes(value)
    case 'exists':
      return value !== undefined
    case '!':
      return value === undefined
    default:
      return value !== undefined && values.length === 1 && compares(operator, value, values[0])
  }
}

/** The requirement in selector syntax, its values sorted: `app in (api,web)`. */
export function requirementText(requirement: Requirement): string {
  const { key, operator } = requirement
  const values = [...requirement.values].sort().join(',')
  switch (operator) {
    case 'exists':
      return key
    case '!':
      return `!${key}`
    case 'in':
    case 'notin':
      return `${key} ${operator} (${values})`
    case 'gt':
      return `${key}>${values}`
    case 'lt':
      return `${key}<${values}`
    default:
      return `${key}${operator}${values}`
  }
}
