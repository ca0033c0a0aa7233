import { GoFloat } from '../gotemplate/go-number.ts'
import { JsonPathError } from './nodes.ts'

type Basic = string | number | boolean

function basicKind(value: unknown): 'bool' | 'int' | 'float' | 'string' {
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  if (value instanceof GoFloat) return 'float'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  throw new JsonPathError('invalid type for comparison')
}

function basic(value: unknown): Basic {
  return value instanceof GoFloat ? value.value : (value as Basic)
}

function sameKind(left: unknown, right: unknown): 'bool' | 'int' | 'float' | 'string' {
  const kind = basicKind(left)
  if (kind !== basicKind(right)) throw new JsonPathError('incompatible types for comparison')
  return kind
}

function equal(left: unknown, right: unknown): boolean {
  sameKind(left, right)
  return basic(left) === basic(right)
}

function less(left: unknown, right: unknown): boolean {
  if (sameKind(left, right) === 'bool') throw new JsonPathError('invalid type for comparison')
  return basic(left) < basic(right)
}

/**
 * Compares two values of a filter with Go template semantics: only numbers, strings and booleans, and only of the same kind.
 * Throws JsonPathError for others and for an operator that does not exist.
 */
export function compare(operator: string, left: unknown, right: unknown): boolean {
  switch (operator) {
    case '==':
      return equal(left, right)
    case '!=':
      return !equal(left, right)
    case '<':
      return less(left, right)
    case '<=':
      return less(left, right) || equal(left, right)
    case '>':
      return !(less(left, right) || equal(left, right))
    case '>=':
      return !less(left, right)
    default:
      throw new JsonPathError(`unrecognized filter operator ${operator}`)
  }
}
