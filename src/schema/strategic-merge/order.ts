import { isObject, type JsonObject } from '../json-value.ts'
import { isDeletion } from './directives.ts'
import { MergePatchError, noMergeKey } from './errors.ts'

/** Where an item is in a list: by its merge key, or itself when there is none. */
function indexOfItem(list: readonly unknown[], item: unknown, mergeKey: string): number {
  if (mergeKey === '') return list.indexOf(item)
  const value = isObject(item) ? item[mergeKey] : undefined
  return value === undefined ? -1 : list.findIndex(other => isObject(other) && other[mergeKey] === value)
}

/** The index of the item with a merge key's value, or -1. Throws a MergePatchError for items that are no maps. */
export function indexByKey(list: readonly unknown[], mergeKey: string, value: unknown): number {
  return list.findIndex((item, index) => {
    if (!isObject(item)) throw new MergePatchError(`value for key ${index} is not a map`)
    return item[mergeKey] === value
  })
}

function sorted(items: readonly unknown[], order: readonly unknown[], mergeKey: string): unknown[] {
  for (const item of mergeKey === '' ? [] : [...items, ...order]) {
    if (!isObject(item) || !Object.hasOwn(item, mergeKey)) throw noMergeKey((item ?? {}) as JsonObject, mergeKey)
  }
  const placed = items
    .filter(item => !isDeletion(item))
    .map(item => ({ item, at: indexOfItem(order, item, mergeKey) }))
    .sort((a, b) => (a.at < 0 || b.at < 0 ? 0 : a.at - b.at))
  return [...placed.map(p => p.item), ...items.filter(isDeletion)]
}

/**
 * The order of a merged list: the items that the patch names in `patchOrder`, all others as the server has them. Where
 * both are known to the server they stay as they are there; a patch's new items go in front of what follows.
 */
export function orderItems(
  merged: readonly unknown[],
  patchOrder: readonly unknown[],
  serverOrder: readonly unknown[],
  mergeKey: string,
): unknown[] {
  const inPatch = (item: unknown) => indexOfItem(patchOrder, item, mergeKey) >= 0
  const ofPatch = sorted(merged.filter(inPatch), patchOrder, mergeKey)
  const ofServer = sorted(
    merged.filter(item => !inPatch(item)),
    serverOrder,
    mergeKey,
  )
  const result: unknown[] = []
  let next = 0
  for (const item of ofPatch) {
    const at = indexOfItem(serverOrder, item, mergeKey)
    while (next < ofServer.length && at >= 0) {
      const other = indexOfItem(serverOrder, ofServer[next], mergeKey)
      if (other < 0 || other >= at) break
      result.push(ofServer[next++])
    }
    result.push(item)
  }
  return [...result, ...ofServer.slice(next)]
}

/** The items in the order that a modified list has them, deletions last. */
export function inOrderOf(items: readonly unknown[], order: readonly unknown[], mergeKey: string): unknown[] {
  return sorted(items, order, mergeKey)
}
