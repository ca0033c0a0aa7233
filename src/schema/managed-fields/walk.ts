import { remembering } from '../../apimachinery/remembering.ts'
import { DEDUCED, type Type } from '../types.ts'
import { itemStep } from './path-step.ts'

/** A value one step below another. */
export interface Child {
  step: string
  value: unknown
  type: Type
  /** Whether it is a field that the schema declares, rather than an item or a map's entry. */
  declared: boolean
}

/** Whether a value of a type is owned as a whole: scalars, nulls, and what the schema says is atomic. */
export function isAtomic(value: unknown, type: Type): boolean {
  if (typeof value !== 'object' || value === null) return true
  switch (type.is) {
    case 'list':
      return type.listType === 'atomic' || !Array.isArray(value)
    case 'any':
    case 'struct':
    case 'map':
      return type.atomic || Array.isArray(value)
    default:
      return true
  }
}

/** Whether nothing is in a list, struct or map; a scalar is never empty. */
export function isEmptyValue(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.length === 0
  for (const _ in value) return false
  return true
}

/** The fields, entries or items of a value that is not atomic. Fields that the schema does not know are left out. */
export function children(value: unknown, type: Type): Child[] {
  if (type.is === 'list')
    return (value as unknown[]).map(item => ({
      step: itemStep(type, item),
      value: item,
      type: type.items,
      declared: false,
    }))
  const found: Child[] = []
  const map = value as Record<string, unknown>
  for (const key of Object.keys(map)) {
    const child = map[key]
    const below = child === undefined ? undefined : typeOfMember(type, key)
    if (below === undefined) continue
    const declared = type.is === 'struct' && type.fields.has(key)
    found.push({ step: fieldStep(key), value: child, type: below, declared })
  }
  return found
}

/** The type of a member of a struct, map or whatever is not a list; undefined for a field that the schema does not know. */
export function typeOfMember(type: Type, key: string): Type | undefined {
  if (type.is === 'struct') return type.fields.get(key)?.type ?? (type.open ? DEDUCED : undefined)
  return type.is === 'map' ? type.values : DEDUCED
}

const MAX_STEPS = 10_000

/** The step to a member: `f:spec`. One text for each name: they are the keys of sets, again and again. */
export const fieldStep = remembering(key => `f:${key}`, MAX_STEPS)
