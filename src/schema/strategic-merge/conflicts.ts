import { isObject, type JsonObject, jsonKind } from '../json-value.ts'
import { sameJson } from '../same-json.ts'
import type { Type } from '../types.ts'
import { isParallelList, PATCH, RETAIN_KEYS } from './directives.ts'
import { elementKind, type PatchMeta, patchMeta } from './patch-meta.ts'

/** Whether two patches change the same fields in different ways (strategicpatch.MergingMapsHaveConflicts). */
export function patchesConflict(left: JsonObject, right: JsonObject, type: Type): boolean {
  if (left[PATCH] !== right[PATCH]) return true
  return Object.keys(left).some(key => {
    if (key === PATCH || key === RETAIN_KEYS || isParallelList(key) || !Object.hasOwn(right, key)) return false
    return valuesConflict(left[key], right[key], type, key)
  })
}

function valuesConflict(left: unknown, right: unknown, type: Type, key: string): boolean {
  if (jsonKind(left) !== jsonKind(right)) return true
  if (Array.isArray(left)) return listsConflict(left, right as unknown[], patchMeta(type, key))
  if (!isObject(left)) return left !== right
  const meta = patchMeta(type, key)
  const other = right as JsonObject
  if (left[PATCH] !== other[PATCH]) return true
  return meta.strategy !== 'replace' && patchesConflict(left, other, meta.type)
}

function listsConflict(left: unknown[], right: unknown[], meta: PatchMeta): boolean {
  const scalars = elementKind(left, right) === 'scalar'
  if (meta.strategy !== 'merge') return !sameJson(left, right)
  if (scalars) return false
  const others = new Map(right.map(item => [(item as JsonObject)[meta.mergeKey], item as JsonObject]))
  return left.some(item => {
    const other = others.get((item as JsonObject)[meta.mergeKey])
    return other !== undefined && patchesConflict(item as JsonObject, other, meta.type)
  })
}
