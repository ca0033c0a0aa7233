import { goRegExp } from '../apimachinery/go-regexp.ts'
import { sameJson } from '../schema/same-json.ts'
import { CelError, UnknownInCel } from './errors.ts'

/** What an expression may evaluate to: plain JSON. Whole numbers count as integers. */
export type Value = unknown

type Function = (...args: Value[]) => Value

const chars = (text: string) => [...text]
const isString = (value: Value): value is string => typeof value === 'string'
const isList = (value: Value): value is Value[] => Array.isArray(value)

function size(value: Value): number {
  if (isString(value)) return chars(value).length
  if (isList(value)) return value.length
  if (typeof value === 'object' && value !== null) return Object.keys(value).length
  throw new CelError('no such overload')
}

function text(value: Value): string {
  if (!isString(value)) throw new CelError('no such overload')
  return value
}

function list(value: Value): Value[] {
  if (!isList(value)) throw new CelError('no such overload')
  return value
}

function integer(value: Value): number {
  const number = isString(value) && /^[+-]?\d+$/.test(value) ? Number(value) : value
  if (typeof number !== 'number') throw new CelError('type conversion error')
  return Math.trunc(number)
}

function pattern(source: Value): RegExp {
  const regex = goRegExp(text(source))
  if (!regex) throw new UnknownInCel('matches')
  return regex
}

function extreme(values: Value[], better: (a: number | string, b: number | string) => boolean): Value {
  const items = values as (number | string)[]
  if (items.length === 0) throw new CelError('min/max called on empty list')
  return items.reduce((best, item) => (better(item, best) ? item : best))
}

const isSorted: Function = value =>
  list(value).every((item, i, all) => i === 0 || (all[i - 1] as number | string) <= (item as number | string))

/** The functions that may be called on a value ("x".size()) or with it (size("x")); the value comes first. */
export const FUNCTIONS = new Map<string, Function>([
  ['size', size],
  ['startsWith', (a, b) => text(a).startsWith(text(b))],
  ['endsWith', (a, b) => text(a).endsWith(text(b))],
  ['contains', (a, b) => text(a).includes(text(b))],
  ['matches', (a, b) => pattern(b).test(text(a))],
  ['lowerAscii', a => text(a).replace(/[A-Z]/g, c => c.toLowerCase())],
  ['upperAscii', a => text(a).replace(/[a-z]/g, c => c.toUpperCase())],
  ['trim', a => text(a).trim()],
  ['charAt', (a, i) => chars(text(a))[Number(i)] ?? ''],
  ['replace', (a, from, to) => text(a).replaceAll(text(from), () => text(to))],
  ['split', (a, by) => text(a).split(text(by))],
  ['join', (a, by = '') => list(a).map(text).join(text(by))],
  [
    'substring',
    (a, from, to) =>
      chars(text(a))
        .slice(Number(from), to === undefined ? undefined : Number(to))
        .join(''),
  ],
  ['indexOf', (a, b) => (isString(a) ? a.indexOf(text(b)) : list(a).findIndex(item => sameJson(item, b)))],
  ['lastIndexOf', (a, b) => (isString(a) ? a.lastIndexOf(text(b)) : list(a).findLastIndex(item => sameJson(item, b)))],
  ['find', (a, b) => pattern(b).exec(text(a))?.[0] ?? ''],
  ['isSorted', isSorted],
  ['sum', a => list(a).reduce<number>((total, item) => total + Number(item), 0)],
  ['min', a => extreme(list(a), (x, y) => x < y)],
  ['max', a => extreme(list(a), (x, y) => x > y)],
  ['int', integer],
  ['uint', integer],
  ['double', Number],
  ['string', a => (isString(a) ? a : typeof a === 'object' ? JSON.stringify(a) : String(a))],
  ['bool', a => a === true || a === 'true'],
  ['dyn', a => a],
])
