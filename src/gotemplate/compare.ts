/** eq, ne, lt, le, gt and ge of Go templates. */
import { FunctionError } from './function-error.ts'
import { GoFloat, plainNumber } from './go-number.ts'
import { asInt, goType, unbox } from './values.ts'
import { formatVerb, PLAIN } from './verb.ts'

type Kind = 'bool' | 'int' | 'float' | 'string' | 'none' | 'other'

function kindOf(value: unknown): Kind {
  if (value === undefined) return 'none'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  if (asInt(value) !== undefined) return 'int'
  if (value instanceof GoFloat || typeof value === 'number') return 'float'
  return 'other'
}

/** Whether the first value equals any of the others. */
export function eq(first: unknown, ...others: unknown[]): boolean {
  const left = unbox(first)
  if (others.length === 0) throw new FunctionError('missing argument for comparison')
  const kind = kindOf(left)
  return others.some(other => {
    const right = unbox(other)
    const rightKind = kindOf(right)
    if (kind !== rightKind) {
      if (kind === 'none' || rightKind === 'none') return false
      throw new FunctionError('incompatible types for comparison')
    }
    if (kind === 'other')
      throw new FunctionError(`non-comparable type ${formatVerb(PLAIN, 's', left)}: ${goType(left)}`)
    return plainNumber(left) === plainNumber(right)
  })
}

/** The function lt: whether one value is less than another. Throws a FunctionError for what has no order. */
export function lt(first: unknown, second: unknown): boolean {
  const left = unbox(first)
  const right = unbox(second)
  const kind = kindOf(left)
  const rightKind = kindOf(right)
  const invalid = (k: Kind) => k === 'none' || k === 'other'
  if (invalid(kind) || invalid(rightKind)) throw new FunctionError('invalid type for comparison')
  if (kind !== rightKind) throw new FunctionError('incompatible types for comparison')
  if (kind === 'bool') throw new FunctionError('invalid type for comparison')
  return (plainNumber(left) as number) < (plainNumber(right) as number)
}

export const ne = (first: unknown, second: unknown): boolean => !eq(first, second)
export const le = (first: unknown, second: unknown): boolean => lt(first, second) || eq(first, second)
export const gt = (first: unknown, second: unknown): boolean => !le(first, second)
export const ge = (first: unknown, second: unknown): boolean => !lt(first, second)
