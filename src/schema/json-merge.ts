import { isObject, type JsonObject, jsonKind, ownCopy, setOwn } from './json-value.ts'
import { sameJson } from './same-json.ts'
import { PatchConflictError } from './strategic-merge/errors.ts'

/** RFC 7386: the value with a merge patch applied; what does not change is shared. Neither is changed. */
export function applyMergePatch(original: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return ownCopy(patch)
  const merged: JsonObject = isObject(original) ? { ...original } : {}
  for (const key of Object.keys(patch)) {
    const value = patch[key]
    if (value === null) delete merged[key]
    else setOwn(merged, key, applyMergePatch(Object.hasOwn(merged, key) ? merged[key] : undefined, value))
  }
  return merged
}

/** The merge patch that makes `modified` of `original`; {} where nothing differs. */
export function createMergePatch(original: object, modified: object): JsonObject {
  return difference(original as JsonObject, modified as JsonObject, true, true)
}

/**
 * As createThreeWayMergePatch of strategic-merge.ts, for kinds whose lists have no merge keys (custom resources): a merge
 * patch. Without `overwrite`, throws a PatchConflictError when others have changed the same fields.
 */
export function createThreeWayJsonMergePatch(
  original: object,
  modified: object,
  current: object,
  overwrite = true,
): JsonObject {
  const additions = difference(current as JsonObject, modified as JsonObject, true, false)
  const deletions = difference(original as JsonObject, modified as JsonObject, false, true)
  const patch = bothPatches(deletions, additions)
  if (overwrite) return patch
  const changes = createMergePatch(original, current)
  if (conflict(patch, changes)) throw new PatchConflictError(patch, changes)
  return patch
}

function difference(original: JsonObject, modified: JsonObject, changes: boolean, deletions: boolean): JsonObject {
  const patch: JsonObject = {}
  for (const key of Object.keys(modified)) {
    const before = Object.hasOwn(original, key) ? original[key] : undefined
    const after = modified[key]
    if (isObject(before) && isObject(after)) {
      const members = difference(before, after, changes, deletions)
      if (Object.keys(members).length) setOwn(patch, key, members)
    } else if (changes && after !== null && !sameJson(before, after)) setOwn(patch, key, after)
  }
  if (deletions) for (const key of Object.keys(original)) if (!Object.hasOwn(modified, key)) setOwn(patch, key, null)
  return patch
}

/** One patch that does what both do, nulls kept. */
function bothPatches(first: JsonObject, second: JsonObject): JsonObject {
  const both: JsonObject = { ...first }
  for (const key of Object.keys(second)) {
    const value = second[key]
    const own = Object.hasOwn(both, key) ? both[key] : undefined
    setOwn(both, key, isObject(own) && isObject(value) ? bothPatches(own, value) : value)
  }
  return both
}

/** Whether two merge patches set the same fields to different values (mergepatch.HasConflicts). */
function conflict(left: unknown, right: unknown): boolean {
  if (isObject(left) && isObject(right))
    return Object.keys(left).some(key => Object.hasOwn(right, key) && conflict(left[key], right[key]))
  if (Array.isArray(left) && Array.isArray(right))
    return left.length !== right.length || left.some((item, i) => conflict(item, right[i]))
  return jsonKind(left) !== jsonKind(right) || left !== right
}
