import { quote } from '../quote.ts'

/**
 * Paths into an object and the errors of its fields, with the API server's wording.
 * The texts follow k8s.io/apimachinery/pkg/util/validation/field.
 */

export type FieldErrorType =
  | 'Required'
  | 'Invalid'
  | 'NotSupported'
  | 'Forbidden'
  | 'Duplicate'
  | 'NotFound'
  | 'TooLong'
  | 'TooMany'
  | 'TypeInvalid'

/** One error of one field; `detail` is the text after the type's own words. */
export interface FieldError {
  type: FieldErrorType
  field: string
  value?: unknown
  detail: string
}

export type ErrorList = FieldError[]

/** A path to a field: `path('spec').child('ports').index(0).child('name')` prints as spec.ports[0].name. */
export class FieldPath {
  constructor(private readonly text: string) {}
  child(...names: string[]): FieldPath {
    let text = this.text
    for (const name of names) if (name !== '') text = text === '' ? name : `${text}.${name}`
    return new FieldPath(text)
  }
  index(i: number): FieldPath {
    return new FieldPath(`${this.text}[${i}]`)
  }
  key(k: string): FieldPath {
    return new FieldPath(`${this.text}[${k}]`)
  }
  toString(): string {
    return this.text
  }
}

/** Starts a path at the top of an object. */
export function path(...names: string[]): FieldPath {
  return new FieldPath(names.join('.'))
}

type At = FieldPath | string

export const required = (at: At, detail = ''): FieldError => ({ type: 'Required', field: String(at), detail })
export const invalid = (at: At, value: unknown, detail: string): FieldError => ({
  type: 'Invalid',
  field: String(at),
  value,
  detail,
})
/** As invalid, where Kubernetes leaves the value out of the message (field.OmitValueType). */
export const invalidWithoutValue = (at: At, detail: string): FieldError => ({
  type: 'Invalid',
  field: String(at),
  detail,
})
/** One error for each message of a check of a name, a number or the like. */
export const invalidFor = (at: At, value: unknown, messages: readonly string[]): ErrorList =>
  messages.map(message => invalid(at, value, message))

export const typeInvalid = (at: At, value: unknown, detail: string): FieldError => ({
  type: 'TypeInvalid',
  field: String(at),
  value,
  detail,
})
/**
 * `supported` are the allowed values. Kubernetes mostly lists a sorted set of them; where it keeps its own order
 * (NetworkPolicy's protocols, PriorityClass' preemption policies), ask for 'given'.
 */
export const notSupported = (
  at: At,
  value: unknown,
  supported: readonly string[],
  order: 'sorted' | 'given' = 'sorted',
): FieldError => ({
  type: 'NotSupported',
  field: String(at),
  value,
  detail: supported.length
    ? `supported values: ${(order === 'sorted' ? [...supported].sort() : supported).map(quote).join(', ')}`
    : '',
})
export const forbidden = (at: At, detail: string): FieldError => ({ type: 'Forbidden', field: String(at), detail })
export const duplicate = (at: At, value: unknown): FieldError => ({
  type: 'Duplicate',
  field: String(at),
  value,
  detail: '',
})
export const notFound = (at: At, value: unknown): FieldError => ({
  type: 'NotFound',
  field: String(at),
  value,
  detail: '',
})
/** A string or list longer than `max` bytes; the value itself is not printed. A negative `max` leaves the limit out. */
export const tooLong = (at: At, max: number): FieldError => ({
  type: 'TooLong',
  field: String(at),
  detail: max >= 0 ? `may not be more than ${counted(max, 'byte')}` : 'value is too long',
})
export const tooMany = (at: At, actual: number, max: number): FieldError => ({
  type: 'TooMany',
  field: String(at),
  value: actual,
  detail: `must have at most ${counted(max, 'item')}`,
})

function counted(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`
}

const WORDS: Record<FieldErrorType, string> = {
  Required: 'Required value',
  Invalid: 'Invalid value',
  TypeInvalid: 'Invalid value',
  NotSupported: 'Unsupported value',
  Forbidden: 'Forbidden',
  Duplicate: 'Duplicate value',
  NotFound: 'Not found',
  TooLong: 'Too long',
  TooMany: 'Too many',
}

/** What a Status' details.causes[].reason says for each type. */
export const CAUSE_REASON: Record<FieldErrorType, string> = {
  Required: 'FieldValueRequired',
  Invalid: 'FieldValueInvalid',
  TypeInvalid: 'FieldValueTypeInvalid',
  NotSupported: 'FieldValueNotSupported',
  Forbidden: 'FieldValueForbidden',
  Duplicate: 'FieldValueDuplicate',
  NotFound: 'FieldValueNotFound',
  TooLong: 'FieldValueTooLong',
  TooMany: 'FieldValueTooMany',
}

const VALUELESS = new Set<FieldErrorType>(['Required', 'Forbidden', 'TooLong'])

const HTML_ESCAPES = /[<>&\u2028\u2029]/g

/** A string as Go's %q prints it, anything else as encoding/json does, which escapes what HTML would read as markup. */
function printValue(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (value === undefined) return 'null'
  return JSON.stringify(value).replace(HTML_ESCAPES, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** The error without its field: `Invalid value: "x": must be …`. */
export function errorBody(e: FieldError): string {
  const words = WORDS[e.type]
  const shown = VALUELESS.has(e.type) || !Object.hasOwn(e, 'value') ? words : `${words}: ${printValue(e.value)}`
  return e.detail === '' ? shown : `${shown}: ${e.detail}`
}

/** The whole error: `spec.ports[0].port: Invalid value: 0: must be …`. */
export function errorText(e: FieldError): string {
  return `${e.field}: ${errorBody(e)}`
}

/**
 * The errors as one text, each wording once: the error itself when there is one, a list in brackets when there are
 * several (field.ErrorList's ToAggregate).
 */
export function aggregateText(errors: ErrorList): string {
  const texts = [...new Set(errors.map(errorText))]
  return texts.length === 1 ? (texts[0] as string) : `[${texts.join(', ')}]`
}
