import { isObject, type JsonObject, setOwn } from '../json-value.ts'
import { badRetainKeys, MergePatchError } from './errors.ts'

export const PATCH = '$patch'
export const RETAIN_KEYS = '$retainKeys'
export const DELETE_FROM_PRIMITIVE_LIST = '$deleteFromPrimitiveList'
export const SET_ELEMENT_ORDER = '$setElementOrder'

export const isDeletion = (item: unknown): boolean => isObject(item) && item[PATCH] === 'delete'

/** Whether a key is a directive that goes with the list of another key: "$setElementOrder/ports". */
export const isParallelList = (key: string): boolean =>
  key.startsWith(DELETE_FROM_PRIMITIVE_LIST) || key.startsWith(SET_ELEMENT_ORDER)

/** The list that a parallel list's key is about. Throws a MergePatchError. */
export function listOf(key: string, directive: string): string {
  const slash = key.indexOf('/')
  if (slash !== directive.length || slash === key.length - 1) throw new MergePatchError(`invalid directive: ${key}`)
  return key.slice(slash + 1)
}

/**
 * Carries out (when `apply`) or takes over (else) the $retainKeys of a patch: `original` loses the fields that it does
 * not list. Both are changed. Throws a MergePatchError when the patch has fields that are not listed.
 */
export function takeRetainKeys(original: JsonObject, patch: JsonObject, apply: boolean): void {
  if (!Object.hasOwn(patch, RETAIN_KEYS)) return
  const keys = patch[RETAIN_KEYS]
  delete patch[RETAIN_KEYS]
  if (!apply) {
    const own = original[RETAIN_KEYS]
    if (own !== undefined && JSON.stringify(own) !== JSON.stringify(keys)) throw badRetainKeys()
    original[RETAIN_KEYS] = keys
    return
  }
  if (!Array.isArray(keys)) throw badRetainKeys()
  for (const [key, value] of Object.entries(patch)) {
    if (value !== null && !isParallelList(key) && !keys.includes(key)) throw badRetainKeys()
  }
  for (const key of Object.keys(original)) if (!keys.includes(key)) delete original[key]
}

/**
 * A part of a patch as it is taken over where the object has nothing to merge it with: maps that have a $patch directive
 * left out (undefined when it is one itself) and, if wanted, nulls too. Other directives stay, to be found unknown later.
 */
export function takenOver(value: unknown, dropNulls: boolean): unknown {
  if (Array.isArray(value)) return value.map(item => takenOver(item, dropNulls)).filter(item => item !== undefined)
  if (!isObject(value)) return value
  if (Object.hasOwn(value, PATCH)) return undefined
  const taken: JsonObject = {}
  for (const key of Object.keys(value)) {
    const member = dropNulls && value[key] === null ? undefined : takenOver(value[key], dropNulls)
    if (member !== undefined) setOwn(taken, key, member)
  }
  return taken
}
