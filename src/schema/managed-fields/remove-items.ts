import { type JsonObject, setOwn } from '../json-value.ts'
import type { Type } from '../types.ts'
import { type FieldSet, isMember } from './field-set.ts'
import { itemStep } from './path-step.ts'
import { isAtomic, typeOfMember } from './walk.ts'

/**
 * A value without the members of a set, whatever is below them. Shares what does not change. Undefined when nothing is
 * left of a list or map.
 */
export function removeItems(value: unknown, set: FieldSet, type: Type): unknown {
  if (isAtomic(value, type)) return value
  if (type.is === 'list') {
    const items: unknown[] = []
    for (const item of value as unknown[]) {
      const left = kept(item, set[itemStep(type, item)], type.items)
      if (left !== undefined) items.push(left)
    }
    return items.length ? items : undefined
  }
  const result: JsonObject = {}
  for (const key of Object.keys(value as JsonObject)) {
    const child = (value as JsonObject)[key]
    const below = typeOfMember(type, key)
    const left = below === undefined ? child : kept(child, set[`f:${key}`], below)
    if (left !== undefined) setOwn(result, key, left)
  }
  return Object.keys(result).length ? result : undefined
}

function kept(value: unknown, node: FieldSet | undefined, type: Type): unknown {
  if (node === undefined) return value
  return isMember(node) ? undefined : removeItems(value, node, type)
}
