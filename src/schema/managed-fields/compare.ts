import { isShared } from '../../apimachinery/shared.ts'
import { zeroValue } from '../decoder.ts'
import type { JsonObject } from '../json-value.ts'
import { sameJson } from '../same-json.ts'
import type { StructType, Type } from '../types.ts'
import { EMPTY, type FieldSet, isEmptySet, LEAF } from './field-set.ts'
import { allOf } from './to-field-set.ts'
import { type Child, children, fieldStep, isAtomic, isEmptyValue, typeOfMember } from './walk.ts'

/** How two objects differ: the fields that were added or have another value, and those that are gone. */
export interface Comparison {
  changed: FieldSet
  removed: FieldSet
}

/** Compares two values of a type, field by field (structured-merge-diff's Compare). */
export function compare(before: unknown, after: unknown, type: Type): Comparison {
  return before === after ? { changed: EMPTY, removed: EMPTY } : comparison(before, after, type)
}

type Sets = Record<string, FieldSet>

function compareInto(before: unknown, after: unknown, type: Type, changed: Sets, removed: Sets): void {
  if (type.is === 'list') compareItems(before, after, type, changed, removed)
  else compareMembers(before as JsonObject, after as JsonObject, type, changed, removed)
}

function compareItems(before: unknown, after: unknown, type: Type, changed: Sets, removed: Sets): void {
  const old = new Map<string, Child>()
  for (const child of children(before, type)) old.set(child.step, child)
  for (const child of children(after, type)) {
    const { step, value } = child
    const was = old.get(step)
    if (was === undefined) {
      changed[step] = allOf(value, child.type)
      continue
    }
    old.delete(step)
    if (was.value === value) continue
    compareChild(was.value, value, child.type, step, changed, removed)
  }
  for (const { step, value, type: childType } of old.values()) removed[step] = allOf(value, childType)
}

/** As compareItems, for what has its members under names: most of them are the same, and are passed over at once. */
function compareMembers(before: JsonObject, after: JsonObject, type: Type, changed: Sets, removed: Sets): void {
  for (const key of Object.keys(after)) {
    const value = after[key]
    const was = ownMember(before, key)
    if (was === value || value === undefined) continue
    const below = typeOfMember(type, key)
    if (below === undefined) continue
    if (was === undefined) changed[fieldStep(key)] = allOf(value, below)
    else compareChild(was, value, below, fieldStep(key), changed, removed)
  }
  for (const key of Object.keys(before)) {
    const value = before[key]
    if (value === undefined || ownMember(after, key) !== undefined) continue
    const below = typeOfMember(type, key)
    if (below !== undefined) removed[fieldStep(key)] = allOf(value, below)
  }
}

const ownMember = (object: JsonObject, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined)

function compareChild(before: unknown, after: unknown, type: Type, step: string, changed: Sets, removed: Sets): void {
  const leafBefore = isAtomic(before, type)
  const leafAfter = isAtomic(after, type)
  const bothEmpty = (leafBefore || isEmptyValue(before)) && (leafAfter || isEmptyValue(after))
  if (bothEmpty) {
    if (!sameJson(before, after)) changed[step] = LEAF
    return
  }
  const below = compareValues(leafBefore ? emptyFor(type) : before, leafAfter ? emptyFor(type) : after, type)
  if (!isEmptySet(below.changed)) changed[step] = below.changed
  if (!isEmptySet(below.removed)) removed[step] = below.removed
}

const comparisons = new WeakMap<object, Comparison & { before: unknown; type: Type }>()

/** The comparison of two values that are not atomic; remembered for values that many objects share. */
function compareValues(before: unknown, after: unknown, type: Type): Comparison {
  if (!isShared(after as object)) return comparison(before, after, type)
  const known = comparisons.get(after as object)
  if (known && known.before === before && known.type === type) return known
  const made = { ...comparison(before, after, type), before, type }
  comparisons.set(after as object, made)
  return made
}

function comparison(before: unknown, after: unknown, type: Type): Comparison {
  const changed: Sets = {}
  const removed: Sets = {}
  compareInto(before, after, type, changed, removed)
  return { changed, removed }
}

const emptyFor = (type: Type): unknown => (type.is === 'list' ? [] : {})

const zeroObjects = new WeakMap<StructType, Record<string, unknown>>()

/** A new object as Go makes it: the structs and lists that are in its JSON though nobody has set them. Shared: never changed. */
export function zeroObject(type: StructType): Record<string, unknown> {
  const known = zeroObjects.get(type)
  if (known) return known
  const zero: Record<string, unknown> = {}
  for (const field of type.fields.values()) {
    if (field.type.is === 'struct') {
      if (field.always) zero[field.name] = zeroObject(field.type)
    } else if (field.always) zero[field.name] = zeroValue(field.type)
    else if (field.required && (field.type.is === 'list' || field.type.is === 'map')) zero[field.name] = null
  }
  zeroObjects.set(type, zero)
  return zero
}
