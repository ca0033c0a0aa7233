import type { JobSpec, SuccessPolicyRule } from '../../api/types.gen.ts'
import { quote } from '../../apimachinery/quote.ts'
import {
  type ErrorList,
  type FieldPath,
  invalid,
  required,
  tooLong,
  tooMany,
} from '../../apimachinery/validation/field.ts'
import { validateNonnegativeField } from '../../apimachinery/validation/numbers.ts'

const MAX_RULES = 20
const MAX_INDEXES_LENGTH = 64 * 1024

/** spec.successPolicy of an Indexed job (validateSuccessPolicy). */
export function validateSuccessPolicy(spec: JobSpec, at: FieldPath): ErrorList {
  const rules = spec.successPolicy?.rules ?? []
  const here = at.child('rules')
  const none = 'at least one rules must be specified when the successPolicy is specified'
  return [
    ...(rules.length === 0 ? [required(here, none)] : []),
    ...(rules.length > MAX_RULES ? [tooMany(here, rules.length, MAX_RULES)] : []),
    ...rules.flatMap((rule, i) => validateRule(rule, spec.completions ?? 0, here.index(i))),
  ]
}

function validateRule(rule: SuccessPolicyRule, completions: number, at: FieldPath): ErrorList {
  const { succeededCount: count, succeededIndexes: indexes } = rule
  const errors: ErrorList = []
  if (count === undefined && indexes === undefined)
    errors.push(required(at, 'at least one of succeededCount or succeededIndexes must be specified'))
  const parsed = indexes === undefined ? { total: 0 } : countIndexes(indexes, completions)
  if (indexes !== undefined) {
    const here = at.child('succeededIndexes')
    if (indexes.length > MAX_INDEXES_LENGTH) errors.push(tooLong(here, MAX_INDEXES_LENGTH))
    if ('fault' in parsed) errors.push(invalid(here, indexes, `error parsing succeededIndexes: ${parsed.fault}`))
  }
  if (count === undefined) return errors
  const here = at.child('succeededCount')
  const atMost = (most: number, what: string): void => {
    if (count > most) errors.push(invalid(here, count, `must be less than or equal to ${most} (${what})`))
  }
  errors.push(...validateNonnegativeField(count, here))
  atMost(completions, 'the number of specified completions')
  const total = 'fault' in parsed ? 0 : parsed.total
  if (indexes !== undefined) atMost(total, 'the number of indexes in the specified succeededIndexes field')
  return errors
}

/** How many indexes a text like "0-3,7" names, or what is wrong with it (validateIndexesFormat). */
function countIndexes(text: string, completions: number): { total: number } | { fault: string } {
  let total = 0
  let last = -1
  if (text === '') return { total }
  for (const interval of text.split(',')) {
    const limits = interval.split('-')
    if (limits.length > 2) {
      const rule = "violates the requirement that an index interval can have at most two parts separated by '-'"
      return { fault: `the fragment ${quote(interval)} ${rule}` }
    }
    const numbers: number[] = []
    for (const limit of limits) {
      if (!/^[+-]?[0-9]+$/.test(limit)) return { fault: `cannot convert string to integer for index: ${quote(limit)}` }
      if (Number(limit) >= completions) return { fault: `too large index: ${quote(limit)}` }
      numbers.push(Number(limit))
    }
    const [first = 0, end = first] = numbers
    const disorder = (a: number, b: number) => ({ fault: `non-increasing order, previous: ${a}, current: ${b}` })
    if (numbers.length > 1 && first >= end) return disorder(first, end)
    if (last >= first) return disorder(last, first)
    total += end - first + 1
    last = end
  }
  return { total }
}
