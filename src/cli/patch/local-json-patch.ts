import { quote } from '../../apimachinery/quote.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { applyJsonPatch } from '../../schema/json-patch.ts'
import { CommandError } from '../errors.ts'

interface Operation {
  op?: string
  path?: string
  from?: string
}

/**
 * Applies a JSON patch operation by operation. Throws CommandError for the first that does not apply, in the words of the package
 * evanphx/json-patch (v4), from which the server's own answer hides them.
 */
export function applyJsonPatchLocally(object: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) throw unmarshal(patch, 'Patch')
  const wrong = patch.find(item => typeof item !== 'object' || item === null || Array.isArray(item))
  if (wrong !== undefined && wrong !== null) throw unmarshal(wrong, 'Operation')
  let document = object
  for (const operation of patch as Operation[]) {
    try {
      document = applyJsonPatch(document, [operation])
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      throw new CommandError(reason(document, operation ?? {}))
    }
  }
  return document
}

function unmarshal(value: unknown, type: string): CommandError {
  const is = Array.isArray(value) ? 'array' : value === null || typeof value === 'object' ? 'object' : typeof value
  return new CommandError(
    `json: cannot unmarshal ${is === 'boolean' ? 'bool' : is} into Go value of type jsonpatch.${type}`,
  )
}

const MISSING = 'missing value'

/** Why an operation does not apply to a document. */
function reason(document: unknown, { op, path, from = '' }: Operation): string {
  if (!['add', 'remove', 'replace', 'move', 'copy', 'test'].includes(op ?? 'unknown'))
    return `Unexpected kind: ${op ?? 'unknown'}`
  if (path === undefined) return `${op} operation failed to decode path: ${MISSING}`
  const target = locate(document, path)
  switch (op) {
    case 'add':
      if (!target) return `add operation does not apply: doc is missing path: ${quote(path)}: ${MISSING}`
      return `error in add for path: '${path}': ${indexFault(target.key, true)}`
    case 'remove':
      if (!target) return `remove operation does not apply: doc is missing path: ${quote(path)}: ${MISSING}`
      return `error in remove for path: '${path}': ${removalFault(target)}`
    case 'replace':
      if (target?.list) return `Object to be patched is missing field (${path}: ${MISSING})`
      return `replace operation does not apply: doc is missing path: ${path}: ${MISSING}`
    case 'test':
      if (!target) return `test operation does not apply: is missing path: ${path}: ${MISSING}`
      if (target.list && !target.exists) return `error in test for path: '${path}': ${indexFault(target.key, false)}`
      return `testing value ${path} failed: test failed`
    default:
      return transferFault(document, op as 'move' | 'copy', path, from)
  }
}

function transferFault(document: unknown, op: 'move' | 'copy', path: string, from: string): string {
  const source = locate(document, from)
  if (!source) return `${op} operation does not apply: doc is missing from path: ${from}: ${MISSING}`
  if (op === 'move' && !source.exists) return `error in move for path: '${source.key}': ${removalFault(source)}`
  if (op === 'copy' && source.list && !source.exists)
    return `error in copy for from: '${from}': ${indexFault(source.key, false)}`
  const target = locate(document, path)
  if (!target) return `${op} operation does not apply: doc is missing destination path: ${path}: ${MISSING}`
  const fault = indexFault(target.key, true)
  return op === 'move'
    ? `error in move for path: '${path}': ${fault}`
    : `error while adding value during copy: ${fault}`
}

interface Place {
  key: string
  /** Whether the key is to be an index. */
  list: boolean
  exists: boolean
}

/** Where a JSON pointer leads to; undefined where the way there is missing. */
function locate(document: unknown, pointer: string): Place | undefined {
  const keys = pointer.split('/').slice(1)
  const key = unescaped(keys.pop() ?? '')
  let container = document
  for (const step of keys) container = member(container, unescaped(step))
  if (typeof container !== 'object' || container === null) return undefined
  return { key, list: Array.isArray(container), exists: member(container, key) !== undefined }
}

const unescaped = (key: string): string => key.replaceAll('~1', '/').replaceAll('~0', '~')

function member(container: unknown, key: string): unknown {
  if (typeof container !== 'object' || container === null) return undefined
  if (Array.isArray(container)) return container.at(/^-?\d+$/.test(key) ? Number(key) : container.length)
  return Object.hasOwn(container, key) ? (container as Record<string, unknown>)[key] : undefined
}

function removalFault({ key, list }: Place): string {
  return list ? indexFault(key, false) : `Unable to remove nonexistent key: ${key}: ${MISSING}`
}

function indexFault(key: string, adding: boolean): string {
  if (/^[+-]?\d+$/.test(key)) return `Unable to access invalid index: ${Number(key)}: invalid index referenced`
  const fault = `strconv.Atoi: parsing ${quote(key)}: invalid syntax`
  return adding ? `value was not a proper array index: '${key}': ${fault}` : fault
}
