/** The functions that kubectl's Go templates may call: the built-in ones, `exists` and `base64decode`. */
import { eq, ge, gt, le, lt, ne } from './compare.ts'
import { base64decode, htmlEscape, jsEscape, queryEscape } from './escape.ts'
import { FunctionError } from './function-error.ts'
import { GoInt } from './go-number.ts'
import { sprint, sprintf, sprintln } from './sprintf.ts'
import { asInt, Boxed, goType, isMap, isTrue, unbox } from './values.ts'

/** What a parameter takes: any value as the engine has it, any value of Go's empty interface (null for none), or a string. */
export type Parameter = 'value' | 'any' | 'string'

export interface TemplateFunction {
  /** The parameters; the last one repeats where `variadic`. */
  parameters: Parameter[]
  variadic: boolean
  call: (...args: never[]) => unknown
}

function fixed(parameters: Parameter[], call: TemplateFunction['call']): TemplateFunction {
  return { parameters, variadic: false, call }
}

function variadic(parameters: Parameter[], call: TemplateFunction['call']): TemplateFunction {
  return { parameters, variadic: true, call }
}

/** The functions by name. `and` and `or` are here for their parameters only: the engine stops at the value that decides. */
export const FUNCTIONS: ReadonlyMap<string, TemplateFunction> = new Map(
  Object.entries({
    and: variadic(['value', 'value'], () => undefined),
    or: variadic(['value', 'value'], () => undefined),
    not: fixed(['value'], (value: unknown) => !isTrue(value)),
    len: fixed(['value'], length),
    index: variadic(['value', 'value'], index),
    slice: variadic(['value', 'value'], slice),
    call: variadic(['value', 'value'], call),
    print: variadic(['any'], (...values: unknown[]) => sprint(values)),
    printf: variadic(['string', 'any'], (format: string, ...values: unknown[]) => sprintf(format, values)),
    println: variadic(['any'], (...values: unknown[]) => sprintln(values)),
    html: variadic(['any'], (...values: unknown[]) => htmlEscape(asText(values))),
    js: variadic(['any'], (...values: unknown[]) => jsEscape(asText(values))),
    urlquery: variadic(['any'], (...values: unknown[]) => queryEscape(asText(values))),
    eq: variadic(['value', 'value'], eq),
    ne: fixed(['value', 'value'], ne),
    lt: fixed(['value', 'value'], lt),
    le: fixed(['value', 'value'], le),
    gt: fixed(['value', 'value'], gt),
    ge: fixed(['value', 'value'], ge),
    exists: variadic(['any', 'any'], exists),
    base64decode: fixed(['string'], base64decode),
  }),
)

export const FUNCTION_NAMES: ReadonlySet<string> = new Set(FUNCTIONS.keys())

function asText(values: unknown[]): string {
  return sprint(values.map(value => (value === null || value === undefined ? '<no value>' : value)))
}

function length(item: unknown): GoInt {
  if (item instanceof Boxed && item.value === null) throw new FunctionError('len of nil pointer')
  const value = unbox(item)
  if (typeof value === 'string') return new GoInt(Buffer.byteLength(value))
  if (Array.isArray(value)) return new GoInt(value.length)
  if (isMap(value)) return new GoInt(Object.keys(value).length)
  if (value === undefined) throw new FunctionError('reflect: call of reflect.Value.Type on zero Value')
  throw new FunctionError(`len of type ${goType(value)}`)
}

/** The index into a list or string of `size`, which is itself allowed: what comes of it is up to the caller. */
function indexOf(index: unknown, size: number): number {
  const value = unbox(index)
  if (value === undefined) throw new FunctionError('cannot index slice/array with nil')
  const i = asInt(value)
  if (i === undefined) throw new FunctionError(`cannot index slice/array with type ${goType(value)}`)
  if (i < 0 || i > size) throw new FunctionError(`index out of range: ${i}`)
  return i
}

function index(item: unknown, ...indexes: unknown[]): unknown {
  let current: unknown = item
  if (unbox(item) === undefined) throw new FunctionError('index of untyped nil')
  for (const at of indexes) {
    const value = unbox(current)
    if (value === undefined) throw new FunctionError('index of nil pointer')
    if (Array.isArray(value)) {
      const i = indexOf(at, value.length)
      if (i === value.length) throw new FunctionError('reflect: slice index out of range')
      current = new Boxed(value[i])
    } else if (typeof value === 'string') {
      const bytes = Buffer.from(value)
      const i = indexOf(at, bytes.length)
      if (i === bytes.length) throw new FunctionError('reflect: string index out of range')
      current = bytes[i]
    } else if (isMap(value)) {
      const key = unbox(at)
      if (key === undefined) throw new FunctionError('value is nil; should be of type string')
      if (typeof key !== 'string') throw new FunctionError(`value has type ${goType(key)}; should be string`)
      current = Object.hasOwn(value, key) ? new Boxed(value[key]) : new Boxed(null)
    } else throw new FunctionError(`can't index item of type ${goType(value)}`)
  }
  return current
}

function slice(item: unknown, ...indexes: unknown[]): unknown {
  const value = unbox(item)
  if (value === undefined) throw new FunctionError('slice of untyped nil')
  if (indexes.length > 3) throw new FunctionError(`too many slice indexes: ${indexes.length}`)
  if (typeof value !== 'string' && !Array.isArray(value)) {
    throw new FunctionError(`can't slice item of type ${goType(value)}`)
  }
  if (typeof value === 'string' && indexes.length === 3) throw new FunctionError('cannot 3-index slice a string')
  const content = typeof value === 'string' ? Buffer.from(value) : value
  const bounds = indexes.map(at => indexOf(at, content.length))
  const [from = 0, to = content.length, capacity = content.length] = bounds
  if (from > to) throw new FunctionError(`invalid slice index: ${from} > ${to}`)
  if (to > capacity) throw new FunctionError(`invalid slice index: ${to} > ${capacity}`)
  return Buffer.isBuffer(content) ? content.subarray(from, to).toString() : content.slice(from, to)
}

/** Objects hold no functions, so that a call always fails; the engine says what was to be called. */
function call(callee: string, fn: unknown): never {
  const value = unbox(fn)
  throw new FunctionError(value === undefined ? 'call of nil' : `non-function ${callee} of type ${goType(value)}`)
}

/** kubectl's `exists`: whether `index` with the same arguments would lead to a value. */
function exists(item: unknown, ...indexes: unknown[]): boolean {
  let value: unknown = item
  for (const at of indexes) {
    if (value === null || value === undefined) return false
    const content = typeof value === 'string' ? [...Buffer.from(value)] : value
    if (Array.isArray(content)) {
      const i = asInt(at)
      if (i === undefined || i < 0 || i >= content.length) return false
      value = content[i]
    } else if (isMap(content) && typeof at === 'string') value = Object.hasOwn(content, at) ? content[at] : null
    else return false
  }
  return value !== null && value !== undefined
}
