import { goValueText } from '../go-value.ts'
import { isObject, type JsonObject, jsonKind, setOwn } from '../json-value.ts'
import { sameJson } from '../same-json.ts'
import type { Type } from '../types.ts'
import {
  DELETE_FROM_PRIMITIVE_LIST,
  isDeletion,
  listOf,
  PATCH,
  SET_ELEMENT_ORDER,
  takenOver,
  takeRetainKeys,
} from './directives.ts'
import { badElementOrder, badPatchType, MergePatchError, noMergeKey, notAList } from './errors.ts'
import { indexByKey, orderItems } from './order.ts'
import { elementKind, type PatchMeta, patchMeta } from './patch-meta.ts'

/**
 * Applies a strategic merge patch. `original` is not changed; `patch` loses the directives that have been carried out (what is left
 * is what error messages show). With `apply` false, `original` is itself a patch and the result is both patches in one.
 * Throws a MergePatchError.
 */
export function mergeMap(original: JsonObject, patch: JsonObject, type: Type, apply: boolean): JsonObject {
  if (Object.hasOwn(patch, PATCH)) return wholeMap(patch)
  const merged = { ...original }
  takeRetainKeys(merged, patch, apply)
  mergeOrderedLists(merged, patch, type, apply)
  for (const [patchKey, value] of Object.entries(patch)) {
    const isDeleteList = patchKey.startsWith(DELETE_FROM_PRIMITIVE_LIST)
    if (isDeleteList && !apply) {
      merged[patchKey] = value
      continue
    }
    const key = isDeleteList ? listOf(patchKey, DELETE_FROM_PRIMITIVE_LIST) : patchKey
    if (value === null && apply) delete merged[key]
    else if (Object.hasOwn(merged, key) && value !== null && jsonKind(merged[key]) === jsonKind(value))
      setOwn(merged, key, mergeValue(merged[key], value, type, key, isDeleteList, apply))
    else if (!isDeleteList) takeOver(merged, key, value, apply)
  }
  return merged
}

function takeOver(merged: JsonObject, key: string, value: unknown, apply: boolean): void {
  const taken = takenOver(value, apply)
  if (taken === undefined) delete merged[key]
  else setOwn(merged, key, taken)
}

/** What a map with a $patch directive makes of the one it is for. */
function wholeMap(patch: JsonObject): JsonObject {
  const directive = patch[PATCH]
  if (directive === 'delete') return {}
  if (directive !== 'replace') throw badPatchType(directive, patch)
  delete patch[PATCH]
  return patch
}

function mergeValue(original: unknown, patch: unknown, type: Type, key: string, isDeleteList: boolean, apply: boolean) {
  if (Array.isArray(patch)) {
    const meta = patchMeta(type, key)
    return mergeLists(original as unknown[], patch, meta, isDeleteList, apply)
  }
  if (!isObject(patch)) return patch
  const meta = patchMeta(type, key)
  return meta.strategy === 'replace' ? patch : mergeMap(original as JsonObject, patch, meta.type, apply)
}

/** Lists that have a $setElementOrder are merged together with it, and both are taken out of the patch. */
function mergeOrderedLists(merged: JsonObject, patch: JsonObject, type: Type, apply: boolean): void {
  for (const directive of Object.keys(patch)) {
    if (!directive.startsWith(SET_ELEMENT_ORDER)) continue
    const order = patch[directive]
    if (!apply) {
      if (Object.hasOwn(merged, directive) && !sameJson(merged[directive], order)) throw badElementOrder()
      merged[directive] = order
    }
    delete patch[directive]
    if (!Array.isArray(order)) throw notAList(order)
    const key = listOf(directive, SET_ELEMENT_ORDER)
    const original = Object.hasOwn(merged, key) ? merged[key] : undefined
    const items = Object.hasOwn(patch, key) ? patch[key] : undefined
    if (original !== undefined && !Array.isArray(original)) throw notAList(original)
    if (items !== undefined && !Array.isArray(items)) throw notAList(items)
    const meta = patchMeta(type, key)
    requireSameOrder(items ?? [], order, meta.mergeKey)
    if (original === undefined && items === undefined) continue
    const both = mergedItems(original, items, meta, apply)
    merged[key] = orderItems(both, order, original ?? [], meta.mergeKey)
    delete patch[key]
  }
}

function mergedItems(
  original: unknown[] | undefined,
  items: unknown[] | undefined,
  meta: PatchMeta,
  apply: boolean,
): unknown[] {
  if (items === undefined) return original!
  if (original === undefined) return takenOver(items, apply) as unknown[]
  return mergeLists(original, items, meta, false, apply)
}

/** The patch's items must be in the order that its $setElementOrder gives. */
function requireSameOrder(items: readonly unknown[], order: readonly unknown[], mergeKey: string): void {
  const keyOf = (item: unknown) => (mergeKey !== '' && isObject(item) ? item[mergeKey] : item)
  let next = 0
  for (const item of items) {
    if (isDeletion(item)) continue
    while (next < order.length && keyOf(order[next]) !== keyOf(item)) next++
    if (next++ >= order.length)
      throw new MergePatchError(
        `The order in patch list:\n${goValueText(items)}\n doesn't match ${SET_ELEMENT_ORDER} list:\n${goValueText(order)}\n`,
      )
  }
}

function mergeLists(
  original: unknown[],
  patch: unknown[],
  meta: PatchMeta,
  isDeleteList: boolean,
  apply: boolean,
): unknown[] {
  if (meta.strategy !== 'merge' && !isDeleteList) return patch
  if (original.length === 0 && patch.length === 0) return original
  if (elementKind(original, patch) === 'scalar') {
    if (isDeleteList) return original.filter(item => !patch.includes(item))
    return orderItems([...new Set([...original, ...patch])], patch, original, '')
  }
  const { mergeKey } = meta
  if (mergeKey === '') throw new MergePatchError(`cannot merge lists without merge key for ${meta.type.go}`)
  const { kept, items } = carryOutDirectives(original as JsonObject[], patch as JsonObject[], mergeKey)
  const merged: unknown[] = [...kept]
  for (const item of items) {
    if (!Object.hasOwn(item, mergeKey)) throw noMergeKey(item, mergeKey)
    const at = indexByKey(merged, mergeKey, item[mergeKey])
    if (at < 0) merged.push(item)
    else merged[at] = mergeMap(merged[at] as JsonObject, item, meta.type, apply)
  }
  return orderItems(merged, items, kept, mergeKey)
}

/** Items with a $patch directive act on the list and are no part of it. */
function carryOutDirectives(original: JsonObject[], patch: JsonObject[], mergeKey: string) {
  let kept = original
  let replace = false
  const items: JsonObject[] = []
  for (const item of patch) {
    if (!Object.hasOwn(item, PATCH)) items.push(item)
    else if (item[PATCH] === 'delete') {
      if (!Object.hasOwn(item, mergeKey)) throw noMergeKey(item, mergeKey)
      kept = kept.filter(other => other[mergeKey] !== item[mergeKey])
    } else if (item[PATCH] === 'replace') replace = true
    else if (item[PATCH] === 'merge') throw new MergePatchError('merging lists cannot yet be specified in the patch')
    else throw badPatchType(item[PATCH], item)
  }
  return replace ? { kept: items, items: [] } : { kept, items }
}
