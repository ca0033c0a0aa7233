import { isObject, ownCopy, setOwn } from '../../schema/json-value.ts'
import { memberType } from '../../schema/schema.ts'
import type { Field, Type } from '../../schema/types.ts'

type Tree = Record<string, unknown>

const DIRECTIVE = '$patch'

/**
 * Merges a strategic merge patch into a value as kustomize does: its lists are merged by key where the schema says so, with the
 * items of the patch first, and null or `$patch: delete` takes away. Returns the new value; undefined where nothing is left. Both may be shared by it.
 */
export function mergePatch(value: unknown, patch: unknown, type: Type | undefined, field?: Field): unknown {
  if (patch === undefined) return value
  if (patch === null) return undefined
  if (Array.isArray(patch)) return mergeList(value, patch, type, field)
  if (!isObject(patch)) return patch
  return mergeTree(isObject(value) ? value : undefined, patch, type)
}

function mergeTree(value: Tree | undefined, patch: Tree, type: Type | undefined): Tree | undefined {
  const { [DIRECTIVE]: directive, ...rest } = patch
  if (directive === 'delete') return undefined
  const result: Tree = directive === 'replace' ? {} : { ...value }
  for (const [name, member] of Object.entries(rest)) {
    const field = type?.is === 'struct' ? type.fields.get(name) : undefined
    const merged = mergePatch(
      Object.hasOwn(result, name) ? result[name] : undefined,
      member,
      type && memberType(type, name),
      field,
    )
    if (merged === undefined) delete result[name]
    else setOwn(result, name, merged)
  }
  return result
}

function mergeList(value: unknown, patch: unknown[], type: Type | undefined, field: Field | undefined): unknown {
  const directive = patch.filter(isObject).find(item => item[DIRECTIVE] !== undefined && Object.keys(item).length === 1)
  const items = patch.filter(item => item !== directive)
  if (directive?.[DIRECTIVE] === 'delete') return undefined
  const keys = mergeKeys(type, field)
  const old = Array.isArray(value) ? value : []
  if (directive?.[DIRECTIVE] === 'replace' || !keys) return ownCopy(items)
  const itemType = type?.is === 'list' ? type.items : undefined
  if (keys.length === 0) return [...new Set([...items, ...old])]
  const used = usedKeys(keys, [...items, ...old])
  const sameItem = (a: unknown, b: unknown) =>
    isObject(a) && isObject(b) && used.every(key => textOf(a[key]) === textOf(b[key]))
  if (used.length > 1) return mergeBySeveralKeys(old, items, used, itemType)
  const result: unknown[] = []
  for (const item of items) {
    const merged = mergePatch(
      old.find(other => sameItem(item, other)),
      item,
      itemType,
    )
    if (merged !== undefined) result.push(merged)
  }
  result.push(...old.filter(other => !items.some(item => sameItem(item, other))))
  return result
}

/**
 * Lists with several keys keep their order behind what is new. What is new but differs from an old item only by a key that one of
 * them lacks is lost: to kustomize the old item takes its place.
 */
function mergeBySeveralKeys(
  old: readonly unknown[],
  items: readonly unknown[],
  keys: readonly string[],
  itemType: Type | undefined,
): unknown[] {
  const same = (a: unknown, b: unknown, loosely = false) =>
    isObject(a) &&
    isObject(b) &&
    keys.every(key => {
      const [left, right] = [textOf(a[key]), textOf(b[key])]
      return left === right || (loosely && (left === '' || right === ''))
    })
  const added = items.filter(item => !old.some(other => same(other, item, true)))
  const merged = old.map(other => {
    const item = items.find(candidate => same(other, candidate))
    return item === undefined ? other : mergePatch(other, item, itemType)
  })
  return [...added.map(item => mergePatch(undefined, item, itemType)), ...merged].filter(item => item !== undefined)
}

/** The keys of a list whose items are merged; none for one of plain values, undefined for a list that is replaced as a whole. */
function mergeKeys(type: Type | undefined, field: Field | undefined): readonly string[] | undefined {
  if (type?.is !== 'list' || !field?.patchStrategies.includes('merge')) return undefined
  if (type.listType === 'map' && type.mapKeys.length) return type.mapKeys
  return field.mergeKey ? [field.mergeKey] : []
}

/** The keys that any item has a value for; where none has, all. */
function usedKeys(keys: readonly string[], items: readonly unknown[]): readonly string[] {
  const complete = items.filter(isObject)
  const used = keys.filter(key => complete.some(item => textOf(item[key]) !== ''))
  return used.length ? used : keys
}

const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value))
