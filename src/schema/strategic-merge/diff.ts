import { byBytes, goValueText } from '../go-value.ts'
import { isObject, type JsonObject, jsonKind, setOwn } from '../json-value.ts'
import { sameJson } from '../same-json.ts'
import type { Type } from '../types.ts'
import { DELETE_FROM_PRIMITIVE_LIST, PATCH, RETAIN_KEYS, SET_ELEMENT_ORDER } from './directives.ts'
import { noMergeKey } from './errors.ts'
import { inOrderOf } from './order.ts'
import { elementKind, type PatchMeta, patchMeta } from './patch-meta.ts'

/** Which differences a patch is to have. */
export interface DiffOptions {
  changes: boolean
  deletions: boolean
  /** Whether lists that changed get a $setElementOrder. */
  elementOrder: boolean
}

/** The strategic merge patch that makes `modified` of `original`. Neither is changed. Throws a MergePatchError. */
export function diffMaps(
  original: JsonObject,
  modified: JsonObject,
  type: Type,
  options: DiffOptions,
  retainKeys = false,
): JsonObject {
  const patch: JsonObject = {}
  for (const [key, value] of Object.entries(modified)) {
    const before = Object.hasOwn(original, key) ? original[key] : undefined
    if (before !== undefined && jsonKind(before) === jsonKind(value) && typeof value === 'object' && value !== null)
      diffMember(patch, key, before as object, value, type, options)
    else if (before !== value && options.changes) setOwn(patch, key, value)
  }
  const gone = Object.keys(original).filter(key => !Object.hasOwn(modified, key))
  if (options.deletions) for (const key of gone) setOwn(patch, key, null)
  if (retainKeys && (Object.keys(patch).length > 0 || gone.length > 0)) {
    const kept = Object.keys(modified).filter(key => modified[key] !== null)
    if (kept.length) patch[RETAIN_KEYS] = kept.sort(byBytes)
  }
  return patch
}

/** Adds what a map or list of the same name differs in. */
function diffMember(
  patch: JsonObject,
  key: string,
  before: object,
  after: object,
  type: Type,
  options: DiffOptions,
): void {
  if (sameJson(before, after)) return
  const meta = patchMeta(type, key)
  if (Array.isArray(after)) {
    if (meta.strategy === 'merge') diffLists(patch, key, before as unknown[], after, meta, options)
    else if (options.changes) setOwn(patch, key, after)
  } else if (meta.strategy === 'replace') {
    if (options.changes) setOwn(patch, key, after)
  } else {
    const members = diffMaps(before as JsonObject, after as JsonObject, meta.type, options, meta.retainKeys)
    if (Object.keys(members).length) setOwn(patch, key, members)
  }
}

function diffLists(
  patch: JsonObject,
  key: string,
  before: unknown[],
  after: unknown[],
  meta: PatchMeta,
  options: DiffOptions,
): void {
  if (before.length === 0) {
    if (options.changes) setOwn(patch, key, after)
    return
  }
  const scalars = elementKind(before, after) === 'scalar'
  const { items, deletions } = scalars
    ? diffScalars(before, after, options)
    : diffListsOfMaps(before, after, meta, options)
  const ordered = inOrderOf(items, after, scalars ? '' : meta.mergeKey)
  const list = scalars ? ordered : [...ordered, ...deletions]
  if (list.length) setOwn(patch, key, list)
  if (scalars && deletions.length) patch[`${DELETE_FROM_PRIMITIVE_LIST}/${key}`] = deletions
  if (!options.elementOrder || after.length === 0) return
  const changed = scalars
    ? options.changes || deletions.length > 0
    : list.length > 0 || (options.changes && !sameOrder(before, after, meta.mergeKey))
  if (changed)
    patch[`${SET_ELEMENT_ORDER}/${key}`] = scalars ? after : after.map(item => mergeKeyOnly(item, meta.mergeKey))
}

function diffScalars(before: unknown[], after: unknown[], options: DiffOptions) {
  const byText = (a: unknown, b: unknown) => byBytes(goValueText(a), goValueText(b))
  return {
    items: options.changes ? after.filter(item => !before.includes(item)).sort(byText) : [],
    deletions: options.deletions ? [...new Set(before.filter(item => !after.includes(item)))].sort(byText) : [],
  }
}

function diffListsOfMaps(before: unknown[], after: unknown[], meta: PatchMeta, options: DiffOptions) {
  const { mergeKey } = meta
  const old = sortedByKey(before, mergeKey)
  const now = sortedByKey(after, mergeKey)
  const items: JsonObject[] = []
  const deletions: JsonObject[] = []
  let i = 0
  let j = 0
  while (i < old.length || j < now.length) {
    const compared = i >= old.length ? 1 : j >= now.length ? -1 : byBytes(old[i]!.text, now[j]!.text)
    if (compared === 0) {
      const item = now[j]!.item
      const members = diffMaps(old[i]!.item, item, meta.type, options, meta.retainKeys)
      if (Object.keys(members).length) items.push({ ...members, [mergeKey]: item[mergeKey] })
      i++
      j++
    } else if (compared > 0) {
      if (options.changes) items.push(now[j]!.item)
      j++
    } else {
      if (options.deletions) deletions.push({ [mergeKey]: old[i]!.item[mergeKey], [PATCH]: 'delete' })
      i++
    }
  }
  return { items, deletions }
}

function sortedByKey(list: unknown[], mergeKey: string): { item: JsonObject; text: string }[] {
  return list
    .map(item => {
      const map = item as JsonObject
      if (!Object.hasOwn(map, mergeKey)) throw noMergeKey(map, mergeKey)
      return { item: map, text: goValueText(map[mergeKey]) }
    })
    .sort((a, b) => byBytes(a.text, b.text))
}

function sameOrder(before: unknown[], after: unknown[], mergeKey: string): boolean {
  const keyOf = (item: unknown) => (isObject(item) ? item[mergeKey] : undefined)
  return before.length === after.length && before.every((item, i) => keyOf(item) === keyOf(after[i]))
}

function mergeKeyOnly(item: unknown, mergeKey: string): JsonObject {
  const map = item as JsonObject
  if (!Object.hasOwn(map, mergeKey)) throw noMergeKey(map, mergeKey)
  return { [mergeKey]: map[mergeKey] }
}
