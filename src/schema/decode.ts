import { type GroupVersionKind, groupVersion, type KubeObject, splitGroupVersion } from '../api/object.ts'
import { NotJson } from '../apimachinery/json/not-json.ts'
import { badRequest, type StatusError } from '../apimachinery/status.ts'
import { DecodeError, typeMismatch } from './decode-error.ts'
import { Decoder } from './decoder.ts'
import { schemaFor } from './schema.ts'
import { strictErrorsInOrder } from './strict-errors.ts'
import type { StructType } from './types.ts'

/** What to do about fields that do not exist: refuse the object, warn, or neither. Unknown fields are dropped in any case. */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore'

export interface DecodeOptions {
  /** The API server's default is Warn. */
  validation?: FieldValidation
  /** `duplicate field "…"` for the fields that the JSON text had twice; see duplicateFields. */
  duplicates?: readonly string[]
}

export interface Decoded<T extends KubeObject = KubeObject> {
  object: T
  warnings: string[]
}

/**
 * What the API server makes of a request's body for an endpoint of kind `gvk`: a tree of its own with the kind's fields
 * only. Missing apiVersion and kind are the endpoint's. Throws BadRequest, in the words of the decoder, for another kind,
 * values of the wrong type and (Strict) unknown and duplicate fields.
 */
export function decode<T extends KubeObject = KubeObject>(
  value: unknown,
  gvk: GroupVersionKind,
  options: DecodeOptions = {},
): Decoded<T> {
  const body = requireObject(value, gvk)
  const given = givenKind(body, gvk)
  const refuse = (why: string): StatusError =>
    badRequest(`${given.kind} in version "${given.version}" cannot be handled as a ${gvk.kind}: ${why}`)
  const type = schemaFor(given)
  if (type === undefined) throw refuse(notRegistered(given))
  const validation = options.validation ?? 'Warn'
  try {
    const { object, strictErrors } = decodeTyped(body, type, validation !== 'Ignore')
    const errors = validation === 'Ignore' ? [] : strictErrorsInOrder(body, options.duplicates ?? [], strictErrors)
    if (validation === 'Strict' && errors.length) throw refuse(strictDecodingError(errors))
    requireKind(given, gvk, type, refuse)
    return { object: object as unknown as T, warnings: errors }
  } catch (error) {
    throw error instanceof DecodeError ? refuse(error.message) : error
  }
}

/** How the API server words a list of unknown and duplicate fields. */
export function strictDecodingError(errors: readonly string[]): string {
  return `strict decoding error: ${errors.join(', ')}`
}

/**
 * Decodes by type alone, without regard to apiVersion and kind. Gives the tree and, if wanted, the unknown fields that were
 * dropped, as `unknown field "spec.x"`. Throws a DecodeError.
 */
export function decodeTyped(
  value: Record<string, unknown>,
  type: StructType,
  strict: boolean,
  source: 'json' | 'map' = 'json',
): { object: Record<string, unknown>; strictErrors: string[] } {
  const decoder = new Decoder(source, strict)
  return { object: decoder.decode(value, type), strictErrors: decoder.strictErrors }
}

const KIND_FINDER =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'

function unrecognized(value: unknown, gvk: GroupVersionKind, why: string): StatusError {
  return unrecognizedText(JSON.stringify(value), gvk, why)
}

function unrecognizedText(text: string, gvk: GroupVersionKind, why: string): StatusError {
  const hex = Buffer.from(text, 'utf8').subarray(0, 30).toString('hex')
  const shown = text.startsWith('{') ? text.slice(0, 30) : hex
  const summary = text.length > 30 ? `${shown} ...` : shown
  return badRequest(`the object provided is unrecognized (must be of type ${gvk.kind}): ${why} (${summary})`)
}

/** Refuses a body whose text was no JSON. Throws BadRequest. */
export function requireJson(value: unknown, gvk: GroupVersionKind): void {
  if (value instanceof NotJson)
    throw unrecognizedText(value.text, gvk, `couldn't get version/kind; json parse error: ${value.why}`)
}

function requireObject(value: unknown, gvk: GroupVersionKind): Record<string, unknown> {
  if (value === undefined)
    throw badRequest(
      `the object provided is unrecognized (must be of type ${gvk.kind}): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)`,
    )
  requireJson(value, gvk)
  if (typeof value !== 'object' || Array.isArray(value))
    throw unrecognized(
      value,
      gvk,
      `couldn't get version/kind; json parse error: ${typeMismatch(value, KIND_FINDER, '', [])}`,
    )
  return (value ?? {}) as Record<string, unknown>
}

/** The API server's words for a kind that it has no type of. */
export function notRegistered({ group, version, kind }: GroupVersionKind): string {
  return `no kind "${kind}" is registered for version "${groupVersion(group, version)}" in scheme "pkg/api/legacyscheme/scheme.go:30"`
}

/** The API server's words for an object of one type where it wants one of the kind `gvk`. */
export function unknownConversion(type: StructType, gvk: GroupVersionKind): string {
  const internal = gvk.group === '' ? 'core' : gvk.group.split('.')[0]
  return `converting (${type.go}) to (${internal}.${gvk.kind}): unknown conversion`
}

/** The apiVersion and kind that the body names, the endpoint's where it names none. Throws BadRequest where they are no texts. */
export function givenKind(body: Record<string, unknown>, gvk: GroupVersionKind): GroupVersionKind {
  const given = { ...gvk }
  for (const key of ['apiVersion', 'kind']) {
    const value = Object.hasOwn(body, key) ? body[key] : undefined
    if (value === undefined || value === null || value === '') continue
    if (typeof value !== 'string')
      throw unrecognized(
        body,
        gvk,
        `couldn't get version/kind; json parse error: ${typeMismatch(value, 'string', '', [key])}`,
      )
    if (key === 'kind') given.kind = value
    else if (value.split('/').length > 2) throw unrecognized(body, gvk, `unexpected GroupVersion string: ${value}`)
    else Object.assign(given, splitGroupVersion(value))
  }
  return given
}

function requireKind(
  given: GroupVersionKind,
  gvk: GroupVersionKind,
  type: StructType,
  refuse: (why: string) => StatusError,
): void {
  if (given.kind !== gvk.kind) throw refuse(unknownConversion(type, gvk))
  if (given.group !== gvk.group || given.version !== gvk.version) {
    const texts = [groupVersion(given.group, given.version), groupVersion(gvk.group, gvk.version)]
    throw badRequest(`the API version in the data (${texts[0]}) does not match the expected API version (${texts[1]})`)
  }
}
