import type { StructType, Type } from '../types.ts'
import { type FieldSet, isMember, LEAF } from './field-set.ts'
import { children, isAtomic, isEmptyValue } from './walk.ts'

/** The fields that a configuration sets, as server-side apply counts them: leaves, items of lists and entries of maps. */
export function toFieldSet(value: unknown, type: Type): FieldSet {
  const set: Record<string, FieldSet> = {}
  for (const child of children(value, type)) {
    const atomic = isAtomic(child.value, child.type)
    const below = atomic ? LEAF : toFieldSet(child.value, child.type)
    const member = atomic || !child.declared || (isEmptyValue(child.value) && !Array.isArray(child.value))
    if (below === LEAF || Object.keys(below).length === 0) {
      if (member) set[child.step] = LEAF
    } else set[child.step] = member ? { '.': LEAF, ...below } : below
  }
  return set
}

/** Everything at and below a value: what is owned once the value is added. */
export function allOf(value: unknown, type: Type): FieldSet {
  if (isAtomic(value, type) || isEmptyValue(value)) return LEAF
  const set: Record<string, FieldSet> = { '.': LEAF }
  for (const child of children(value, type)) set[child.step] = allOf(child.value, child.type)
  return set
}

/** The set with the structs' fields that lead to its members as members themselves. */
export function withNamedFields(set: FieldSet, type: Type): FieldSet {
  const result: Record<string, FieldSet> = {}
  for (const step of Object.keys(set)) {
    const child = set[step]!
    if (step === '.') {
      result[step] = child
      continue
    }
    const { type: below, declared } = typeAt(type, step)
    const inner = below === undefined ? child : withNamedFields(child, below)
    result[step] = declared && !isMember(inner) ? { '.': LEAF, ...inner } : inner
  }
  return result
}

function typeAt(type: Type, step: string): { type?: Type; declared: boolean } {
  if (type.is === 'list') return { type: type.items, declared: false }
  if (type.is === 'map') return { type: type.values, declared: false }
  const field = (type as StructType).is === 'struct' ? (type as StructType).fields.get(step.slice(2)) : undefined
  return field ? { type: field.type, declared: true } : { declared: false }
}
