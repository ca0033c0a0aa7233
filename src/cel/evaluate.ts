import { sameJson } from '../schema/same-json.ts'
import { CelError, UnknownInCel } from './errors.ts'
import { FUNCTIONS, type Value } from './functions.ts'
import type { Expression } from './parse.ts'

export type Variables = ReadonlyMap<string, Value>

/** The macros: they take an expression that is evaluated for each item of a list, or key of a map. */
const MACROS = new Set(['all', 'exists', 'exists_one', 'existsOne', 'map', 'filter'])

/** What an expression comes to. Throws a CelError; an UnknownInCel for what is not known here. */
export function evaluateCel(expression: Expression, variables: Variables): Value {
  switch (expression.is) {
    case 'literal':
      return expression.value
    case 'name':
      if (!variables.has(expression.name)) throw new UnknownInCel(expression.name)
      return variables.get(expression.name)
    case 'field':
      return memberOf(evaluateCel(expression.of, variables), expression.name)
    case 'index':
      return memberOf(evaluateCel(expression.of, variables), evaluateCel(expression.at, variables))
    case 'list':
      return expression.items.map(item => evaluateCel(item, variables))
    case 'map':
      return Object.fromEntries(
        expression.entries.map(([k, v]) => [String(evaluateCel(k, variables)), evaluateCel(v, variables)]),
      )
    case 'unary': {
      const value = evaluateCel(expression.of, variables)
      return expression.operator === '!' ? !boolean(value) : -number(value)
    }
    case 'choice':
      return evaluateCel(
        boolean(evaluateCel(expression.when, variables)) ? expression.then : expression.otherwise,
        variables,
      )
    case 'binary':
      return binary(expression.operator, expression.left, expression.right, variables)
    case 'call':
      return call(expression.name, expression.of, expression.args, variables)
  }
}

function memberOf(value: Value, key: Value): Value {
  if (Array.isArray(value)) {
    if (typeof key !== 'number' || key < 0 || key >= value.length) throw new CelError(`index out of bounds: ${key}`)
    return value[key]
  }
  if (!isMap(value)) throw new CelError('no such overload')
  if (!Object.hasOwn(value, String(key))) throw new CelError(`no such key: ${key}`)
  return value[String(key)]
}

const isMap = (value: Value): value is Record<string, Value> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function boolean(value: Value): boolean {
  if (typeof value !== 'boolean') throw new CelError('no such overload')
  return value
}

function number(value: Value): number {
  if (typeof value !== 'number') throw new CelError('no such overload')
  return value
}

function binary(operator: string, left: Expression, right: Expression, variables: Variables): Value {
  if (operator === '&&' || operator === '||') return logical(operator === '||', left, right, variables)
  const a = evaluateCel(left, variables)
  const b = evaluateCel(right, variables)
  switch (operator) {
    case '==':
      return sameJson(a, b)
    case '!=':
      return !sameJson(a, b)
    case 'in':
      return Array.isArray(b) ? b.some(item => sameJson(item, a)) : isMap(b) && Object.hasOwn(b, String(a))
    case '+':
      if (typeof a === 'string' && typeof b === 'string') return a + b
      if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b]
      return number(a) + number(b)
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(operator, a, b)
    default:
      return arithmetic(operator, number(a), number(b))
  }
}

/** One side decides, whatever becomes of the other. */
function logical(deciding: boolean, left: Expression, right: Expression, variables: Variables): boolean {
  return anyDecides(deciding, [left, right], side => evaluateCel(side, variables))
}

/** Whether one of these comes to `deciding`; else they come to the opposite, or fail as the first of them that did. */
function anyDecides<T>(deciding: boolean, parts: readonly T[], evaluate: (part: T) => Value): boolean {
  let failure: unknown
  for (const part of parts) {
    try {
      if (boolean(evaluate(part)) === deciding) return deciding
    } catch (error) {
      failure ??= error
    }
  }
  if (failure) throw failure
  return !deciding
}

function compare(operator: string, a: Value, b: Value): boolean {
  if (typeof a !== typeof b || !['number', 'string', 'boolean'].includes(typeof a))
    throw new CelError('no such overload')
  const [x, y] = [a as number, b as number]
  if (operator === '<') return x < y
  if (operator === '<=') return x <= y
  return operator === '>' ? x > y : x >= y
}

function arithmetic(operator: string, a: number, b: number): number {
  if (operator === '-') return a - b
  if (operator === '*') return a * b
  const areWhole = Number.isInteger(a) && Number.isInteger(b)
  if (b === 0 && areWhole) throw new CelError(operator === '/' ? 'division by zero' : 'modulus by zero')
  if (operator === '%') return a % b
  return areWhole ? Math.trunc(a / b) : a / b
}

function call(name: string, of: Expression | undefined, args: readonly Expression[], variables: Variables): Value {
  if (name === 'has' && !of && args[0]?.is === 'field') return has(args[0], variables)
  const [variable] = args
  if (of && MACROS.has(name) && variable?.is === 'name' && args.length > 1)
    return macro(name, evaluateCel(of, variables), variable.name, args.slice(1), variables)
  const run = FUNCTIONS.get(name)
  if (!run) throw new UnknownInCel(name)
  return run(...(of ? [of, ...args] : args).map(arg => evaluateCel(arg, variables)))
}

function has({ of, name }: { of: Expression; name: string }, variables: Variables): boolean {
  const value = evaluateCel(of, variables)
  return isMap(value) && Object.hasOwn(value, name)
}

function macro(
  name: string,
  over: Value,
  variable: string,
  [first, second]: readonly Expression[],
  variables: Variables,
): Value {
  const items: Value[] = Array.isArray(over) ? over : isMap(over) ? Object.keys(over) : []
  const withItem = (expression: Expression, item: Value) =>
    evaluateCel(expression, new Map(variables).set(variable, item))
  const holds = (item: Value) => boolean(withItem(first!, item))
  switch (name) {
    case 'all':
    case 'exists':
      return anyDecides(name === 'exists', items, item => withItem(first!, item))
    case 'filter':
      return items.filter(holds)
    case 'map':
      return second
        ? items.filter(holds).map(item => withItem(second, item))
        : items.map(item => withItem(first!, item))
    default:
      return items.filter(holds).length === 1
  }
}
