import { isShared } from '../../apimachinery/shared.ts'
import type { ListType, StructType, Type } from '../types.ts'
import { type FieldSet, isMember, LEAF } from './field-set.ts'
import { itemStep } from './path-step.ts'
import { children, fieldStep, isAtomic, isEmptyValue, typeOfMember } from './walk.ts'

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

const sets = new WeakMap<object, { set: FieldSet; type: Type }>()

/** Everything at and below a value: what is owned once the value is added. Remembered for values that many objects share. */
export function allOf(value: unknown, type: Type): FieldSet {
  if (isAtomic(value, type) || isEmptyValue(value)) return LEAF
  if (!isShared(value as object)) return everythingIn(value, type)
  const known = sets.get(value as object)
  if (known?.type === type) return known.set
  const set = everythingIn(value, type)
  sets.set(value as object, { set, type })
  return set
}

function everythingIn(value: unknown, type: Type): FieldSet {
  if (type.is === 'list') return everyItemOf(value as unknown[], type)
  const set: Record<string, FieldSet> = { '.': LEAF }
  for (const key of Object.keys(value as object)) {
    const member = (value as Record<string, unknown>)[key]
    const below = member === undefined ? undefined : typeOfMember(type, key)
    if (below !== undefined) set[fieldStep(key)] = allOf(member, below)
  }
  return set
}

function everyItemOf(items: readonly unknown[], type: ListType): FieldSet {
  // steps to items are often unique: V8 makes no hidden class for each where there is no prototype
  const set: Record<string, FieldSet> = Object.create(null)
  set['.'] = LEAF
  for (const item of items) set[itemStep(type, item)] = allOf(item, type.items)
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
