import { zeroValue } from '../decoder.ts'
import { sameJson } from '../same-json.ts'
import type { StructType, Type } from '../types.ts'
import { type FieldSet, LEAF } from './field-set.ts'
import { allOf } from './to-field-set.ts'
import { type Child, children, isAtomic, isEmptyValue } from './walk.ts'

/** How two objects differ: the fields that were added or have another value, and those that are gone. */
export interface Comparison {
  changed: FieldSet
  removed: FieldSet
}

/** Compares two values of a type, field by field (structured-merge-diff's Compare). */
export function compare(before: unknown, after: unknown, type: Type): Comparison {
  const changed: Record<string, FieldSet> = {}
  const removed: Record<string, FieldSet> = {}
  if (before !== after) compareInto(before, after, type, changed, removed)
  return { changed, removed }
}

type Sets = Record<string, FieldSet>

function compareInto(before: unknown, after: unknown, type: Type, changed: Sets, removed: Sets): void {
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

function compareChild(before: unknown, after: unknown, type: Type, step: string, changed: Sets, removed: Sets): void {
  const leafBefore = isAtomic(before, type)
  const leafAfter = isAtomic(after, type)
  const bothEmpty = (leafBefore || isEmptyValue(before)) && (leafAfter || isEmptyValue(after))
  if (bothEmpty) {
    if (!sameJson(before, after)) changed[step] = LEAF
    return
  }
  const below: Sets = {}
  const gone: Sets = {}
  compareInto(leafBefore ? emptyFor(type) : before, leafAfter ? emptyFor(type) : after, type, below, gone)
  if (!isEmptyRecord(below)) changed[step] = below
  if (!isEmptyRecord(gone)) removed[step] = gone
}

const emptyFor = (type: Type): unknown => (type.is === 'list' ? [] : {})

function isEmptyRecord(record: Sets): boolean {
  for (const _ in record) return false
  return true
}

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
