import { ownCopy } from '../decoder.ts'
import { badRetainKeys, MergePatchError } from './errors.ts'
import { isObject, type JsonObject } from './patch-meta.ts'

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

/** A part of a patch as it is taken over where the object has nothing to merge it with: no directives and, if wanted, no nulls. */
export function withoutDirectives(value: unknown, dropNulls: boolean): unknown {
  if (Array.isArray(value))
    return value.filter(item => !isObject(item) || !Object.hasOwn(item, PATCH)).map(item => withoutDirectives(item, dropNulls))
  if (!isObject(value)) return value
  if (isDeletion(value)) return {}
  const copy = ownCopy(value)
  for (const [key, member] of Object.entries(value)) {
    if (key === PATCH || key === RETAIN_KEYS || isParallelList(key) || (dropNulls && member === null)) delete copy[key]
    else if (typeof member === 'object' && member !== null && key !== '__proto__') copy[key] = withoutDirectives(member, dropNulls)
  }
  return copy
}
