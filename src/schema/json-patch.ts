import { badRequest, StatusError } from '../apimachinery/status.ts'
import { DecodeError, typeMismatch } from './decode-error.ts'
import { Decoder } from './decoder.ts'
import { ownCopy, setOwn } from './json-value.ts'
import { patchRejected } from './patch-rejected.ts'
import { sameJson } from './same-json.ts'
import { plainField, StructType, scalarType, UNTYPED } from './types.ts'

/** One operation of a JSON patch (RFC 6902). */
interface Operation {
  op?: string
  path?: string
  from?: string
  value?: unknown
}

type Container = Record<string, unknown> | unknown[]

/** The API server takes no more than these at once. */
const MAX_OPERATIONS = 10_000

const OPERATION = new StructType('jsonPatchOp', 'handlers.jsonPatchOp', false, () => {
  const string = scalarType('string')
  return new Map([
    ['op', plainField('op', string)],
    ['path', plainField('path', string)],
    ['from', plainField('from', string)],
    ['value', plainField('value', UNTYPED)],
  ])
})

/**
 * The unknown fields of a JSON patch's operations, as `json patch unknown field "[0].vlaue"`. Throws BadRequest for what
 * is no list of operations.
 */
export function jsonPatchStrictErrors(patch: unknown): string[] {
  const bad = (why: string) => badRequest(`error decoding patch: ${why}`)
  if (!Array.isArray(patch)) throw bad(typeMismatch(patch, '[]handlers.jsonPatchOp', '', []))
  const decoder = new Decoder('json', true)
  try {
    decoder.decodeItems(patch, OPERATION)
  } catch (error) {
    throw error instanceof DecodeError ? bad(error.message) : error
  }
  return decoder.strictErrors.map(error => `json patch ${error}`)
}

/**
 * Applies a JSON patch as the API server's library (evanphx/json-patch v4) does: `replace` adds what is missing in a map, negative
 * indexes count from the end. Gives a new tree; `original` is not changed. Throws BadRequest for what is no patch, Invalid
 * for operations that do not apply.
 */
export function applyJsonPatch(original: unknown, patch: unknown): unknown {
  jsonPatchStrictErrors(patch)
  const operations = patch as (Operation | null)[]
  if (operations.length > MAX_OPERATIONS)
    throw new StatusError(
      413,
      'RequestEntityTooLarge',
      `Request entity is too large: The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${operations.length}`,
    )
  const document = { root: ownCopy(original) }
  for (const operation of operations) {
    if (!applyOperation(document, operation ?? {})) throw patchRejected()
  }
  return document.root
}

/** Whether the operation applies; the document is changed in place. */
function applyOperation(document: { root: unknown }, { op, path = '', from = '', value = null }: Operation): boolean {
  if (op === 'replace' && path === '') {
    if (typeof value !== 'object' || value === null) return false
    document.root = ownCopy(value)
    return true
  }
  const target = locate(document.root, path)
  if (target === undefined) return false
  switch (op) {
    case 'add':
      return add(target, ownCopy(value))
    case 'remove':
      return remove(target)
    case 'replace':
      return replace(target, ownCopy(value))
    case 'test': {
      const found = read(target)
      return found !== OUT_OF_RANGE && sameJson(found ?? null, value)
    }
    case 'copy':
    case 'move': {
      const source = locate(document.root, from)
      const found = source && read(source)
      if (source === undefined || found === OUT_OF_RANGE) return false
      if (op === 'copy') return add(target, ownCopy(found ?? null))
      // Taking it away may have removed what the path leads through.
      if (!remove(source)) return false
      const destination = locate(document.root, path)
      return destination !== undefined && add(destination, found)
    }
    default:
      return false
  }
}

interface Location {
  container: Container
  key: string
}

const OUT_OF_RANGE = Symbol('out of range')

/** The container that a JSON pointer leads to and the key in it; undefined where the way there is missing. */
function locate(root: unknown, pointer: string): Location | undefined {
  const keys = pointer.split('/').slice(1).map(unescapeKey)
  const key = keys.pop()
  if (key === undefined) return undefined
  let container = root
  for (const step of keys) container = isContainer(container) ? read({ container, key: step }) : undefined
  return isContainer(container) ? { container, key } : undefined
}

const unescapeKey = (key: string): string => key.replaceAll('~1', '/').replaceAll('~0', '~')
const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null

/** The index that a key names in a list of `length`; -1 where it names none. */
function indexIn(key: string, length: number): number {
  if (!/^[+-]?\d+$/.test(key)) return -1
  const index = Number(key)
  const counted = index < 0 ? index + length : index
  return counted < length ? counted : -1
}

function read({ container, key }: Location): unknown {
  if (!Array.isArray(container)) return Object.hasOwn(container, key) ? container[key] : undefined
  const index = indexIn(key, container.length)
  return index < 0 ? OUT_OF_RANGE : container[index]
}

function add({ container, key }: Location, value: unknown): boolean {
  if (!Array.isArray(container)) {
    setOwn(container, key, value)
    return true
  }
  const index = key === '-' ? container.length : indexIn(key, container.length + 1)
  if (index >= 0) container.splice(index, 0, value)
  return index >= 0
}

function replace({ container, key }: Location, value: unknown): boolean {
  if (!Array.isArray(container)) {
    setOwn(container, key, value)
    return true
  }
  const index = indexIn(key, container.length)
  if (index >= 0) container[index] = value
  return index >= 0
}

function remove({ container, key }: Location): boolean {
  if (!Array.isArray(container)) return Object.hasOwn(container, key) && delete container[key]
  const index = indexIn(key, container.length)
  if (index >= 0) container.splice(index, 1)
  return index >= 0
}
