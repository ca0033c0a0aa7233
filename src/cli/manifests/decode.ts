import { quote } from '../../apimachinery/quote.ts'
import type { JsonObject } from '../../schema/json-value.ts'
import { BareError, CommandError } from '../errors.ts'
import type { Document } from './documents.ts'
import { checkMetadata } from './metadata.ts'

/** An object of a document. */
export interface DecodedObject {
  object: JsonObject
  /** Whether it was an item of a list. */
  listed: boolean
}

/**
 * The objects of a document: itself, or its items where it has any (`kind: List` and every other kind with `items`). Throws
 * CommandError, in the words of kubectl's decoder of unstructured objects, for what is no object or has no kind, where
 * `metadata` is not what every object's is, and for lists within lists.
 */
export function decodeDocument(document: Document, source: string): DecodedObject[] {
  let decoded: DecodedObject[]
  try {
    const object = requireObject(document.value, 'unstructured.detector')
    const items = Object.hasOwn(object, 'items') ? itemsOf(object) : undefined
    if (kindOf(object) === '') throw new CommandError(`Object 'Kind' is missing in '${document.json()}'`)
    checkMetadata(document)
    decoded = items ? items.map(item => ({ object: item, listed: true })) : [{ object, listed: false }]
  } catch (error) {
    if (error instanceof CommandError) throw new CommandError(`unable to decode ${quote(source)}: ${error.message}`)
    throw error
  }
  if (decoded.some(({ object, listed }) => listed && Object.hasOwn(object, 'items') && Array.isArray(object.items)))
    throw new CommandError('*unstructured.Unstructured is not a list: no Items field in this object')
  return decoded
}

/** Why an item of a list cannot be worked with: it says nothing about its kind. Items are not looked at before their turn. */
export function itemProblem(item: JsonObject): BareError | undefined {
  const what = 'unable to get type info from the object "*unstructured.Unstructured": '
  if (kindOf(item) === '') return new BareError(`${what}Object 'Kind' is missing in 'object has no kind field '`)
  if (stringField(item, 'apiVersion') === '')
    return new BareError(`${what}Object 'apiVersion' is missing in 'object has no apiVersion field'`)
  return undefined
}

function itemsOf(list: JsonObject): JsonObject[] {
  const { items } = list
  if (items === null) return []
  if (!Array.isArray(items)) throw unmarshal(items, 'struct field decodeList.items', '[]json.RawMessage')
  const apiVersion = stringField(list, 'apiVersion')
  const kind = stringField(list, 'kind').replace(/List$/, '')
  return items.map(item => {
    const object = item === null ? {} : requireObject(item, 'map[string]interface {}')
    const typed = stringField(object, 'kind') !== '' || stringField(object, 'apiVersion') !== ''
    return typed ? object : { ...object, kind, apiVersion }
  })
}

function requireObject(value: unknown, type: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unmarshal(value, 'value', type)
  return value as JsonObject
}

function unmarshal(value: unknown, where: string, type: string): CommandError {
  const is = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
  return new CommandError(`json: cannot unmarshal ${is} into Go ${where} of type ${type}`)
}

/** An object's kind; '' as well where its apiVersion is not of the form group/version. */
function kindOf(object: JsonObject): string {
  return groupVersionError(stringField(object, 'apiVersion')) ? '' : stringField(object, 'kind')
}

function stringField(object: JsonObject, name: string): string {
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  return typeof value === 'string' ? value : ''
}

function groupVersionError(apiVersion: string): string | undefined {
  return apiVersion.split('/').length > 2 ? `unexpected GroupVersion string: ${apiVersion}` : undefined
}

/**
 * Throws the CommandError with which a command that validates (apply, create, replace) refuses a document that is no object
 * or has no apiVersion or kind.
 */
export function validateDocument(document: Document, source: string): void {
  const problem = validationProblem(document.value)
  if (problem === undefined) return
  throw new CommandError(
    `error validating ${quote(source)}: error validating data: ${problem}; if you choose to ignore these errors, turn validation off with --validate=false`,
  )
}

/** Why a value cannot be an object at all: no apiVersion, no kind; undefined where it can. */
export function validationProblem(value: unknown): string | undefined {
  const errors = kindErrors(value)
  return errors.length > 1 ? `[${[...new Set(errors)].join(', ')}]` : errors[0]
}

function kindErrors(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ['invalid object to validate']
  const { apiVersion = null, kind = null, items } = value as JsonObject
  const errors: string[] = []
  if (apiVersion === null) errors.push('apiVersion not set')
  else if (typeof apiVersion !== 'string') errors.push("apiVersion isn't string type")
  else {
    const error = groupVersionError(apiVersion)
    if (error) errors.push(error)
  }
  if (kind === null) errors.push('kind not set')
  else if (typeof kind !== 'string') errors.push("kind isn't string type")
  if (errors.length === 0 && apiVersion === 'v1' && kind === 'List' && Array.isArray(items))
    return items.flatMap(kindErrors)
  return errors
}
