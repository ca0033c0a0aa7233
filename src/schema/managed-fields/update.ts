import { type GroupVersionKind, type KubeObject, type ManagedFieldsEntry, splitGroupVersion } from '../../api/object.ts'
import { formatTime } from '../../apimachinery/clock.ts'
import { schemaFor } from '../schema.ts'
import { DEDUCED, type Type } from '../types.ts'
import { type Comparison, compare, zeroObject } from './compare.ts'
import { difference, isEmptySet, union, without } from './field-set.ts'
import { NOBODYS, resetFields } from './ignored-fields.ts'
import { type Manager, managedFieldsEntries, parseManagers, sameManager } from './managers.ts'

/** The names of managers are cut to this. */
const MAX_NAME = 128

const kinds = new Map<string, Readonly<GroupVersionKind>>()
const MAX_KINDS = 1000

/** The group, version and kind of an object. Those that occur are few: they are parsed once. */
export function kindOfObject({ apiVersion = '', kind = '' }: KubeObject): Readonly<GroupVersionKind> {
  const key = `${apiVersion} ${kind}`
  let gvk = kinds.get(key)
  if (!gvk) {
    gvk = { ...splitGroupVersion(apiVersion), kind }
    if (kinds.size < MAX_KINDS) kinds.set(key, gvk)
  }
  return gvk
}

/**
 * metadata.managedFields of an object that a manager creates (as it is when decoded and defaulted, before admission and
 * allocations). `type` is that of a kind that is not built in. The object is not changed.
 */
export function managedFieldsOfNew(object: KubeObject, manager: string, now: Date, type?: Type): ManagedFieldsEntry[] {
  const time = formatTime(now)
  if (last?.manager === manager && last.time === time && last.type === type && isCopy(object, last)) return last.entries
  const entries = findManagedFieldsOfNew(object, manager, now, type)
  last = { manager, time, type, object: { ...object }, metadata: { ...object.metadata }, entries }
  return entries
}

/** Replicas are made one after the other, alike in everything that is anybody's. */
let last:
  | {
      manager: string
      time: string
      type: Type | undefined
      object: KubeObject
      metadata: KubeObject['metadata']
      entries: ManagedFieldsEntry[]
    }
  | undefined

/** Whether an object has the very same parts as another one had when it was made. */
function isCopy(object: KubeObject, other: { object: KubeObject; metadata: KubeObject['metadata'] }): boolean {
  return (
    hasSameMembers({ ...object, metadata: other.object.metadata }, other.object) &&
    hasSameMembers(object.metadata, other.metadata)
  )
}

function hasSameMembers(a: object, b: object): boolean {
  const names = Object.keys(a) as (keyof typeof a)[]
  return names.length === Object.keys(b).length && names.every(name => Object.hasOwn(b, name) && a[name] === b[name])
}

function findManagedFieldsOfNew(object: KubeObject, manager: string, now: Date, type?: Type): ManagedFieldsEntry[] {
  const schema = type ?? schemaFor(kindOfObject(object)) ?? DEDUCED
  const nothing = schema.is === 'struct' ? zeroObject(schema) : { metadata: {} }
  const own = ownFields(compare(nothing, object, schema), object, '')
  return managedFieldsEntries([{ ...entryOf(object, manager, '', now), fields: own.changed }])
}

/**
 * metadata.managedFields after a manager's update of `old` to `object` (decoded and defaulted, before admission), which
 * takes over the fields that it adds or changes; `subresource` is "" for the object itself. A client that sends
 * managedFields of its own starts from those. An object whose fields nobody has tracked stays so. Neither is changed.
 */
export function managedFieldsOfUpdate(
  object: KubeObject,
  old: KubeObject,
  manager: string,
  subresource: string,
  now: Date,
  type?: Type,
): ManagedFieldsEntry[] {
  const schema = type ?? schemaFor(kindOfObject(object)) ?? DEDUCED
  const managers = startingManagers(object, old, subresource)
  if (managers.length === 0) return []
  const comparison = ownFields(compare(old, object, schema), object, subresource)
  return managedFieldsEntries(takeOver(managers, comparison, entryOf(object, manager, subresource, now)))
}

/** The managers that an update starts from: those of the new object, if it has valid ones, else those of the old. */
function startingManagers(object: KubeObject, old: KubeObject, subresource: string): Manager[] {
  const given = object.metadata.managedFields
  if (subresource === '' && given?.length && given !== old.metadata.managedFields) {
    if (given.length === 1 && Object.keys(given[0]!).length === 0) return []
    const parsed = parseManagers(given)
    if (parsed) return parsed
  }
  return parseManagers(old.metadata.managedFields) ?? []
}

/** An entry of managedFields for updates by a manager, which owns nothing yet. */
export function entryOf(object: KubeObject, manager: string, subresource: string, now: Date): Manager {
  return {
    manager: manager.slice(0, MAX_NAME),
    operation: 'Update',
    apiVersion: object.apiVersion ?? '',
    subresource,
    time: formatTime(now),
    fields: {},
  }
}

/** A comparison without the fields that nobody owns or that the endpoint does not change. */
export function ownFields(comparison: Comparison, object: KubeObject, subresource: string): Comparison {
  const reset = resetFields(kindOfObject(object), subresource)
  return {
    changed: difference(without(comparison.changed, reset), NOBODYS),
    removed: without(comparison.removed, reset),
  }
}

/** Managers after a change by another: what it changed and what is gone is theirs no longer. */
export function lose(managers: readonly Manager[], { changed, removed }: Comparison): Manager[] {
  return managers.map(m => {
    const fields = difference(difference(m.fields, changed), removed)
    return fields === m.fields ? m : { ...m, fields }
  })
}

/** The managers once `entry`'s has made changes: what it changed is its own, as is what it had before and still exists. */
function takeOver(managers: readonly Manager[], comparison: Comparison, entry: Manager): Manager[] {
  const { changed, removed } = comparison
  const before = managers.find(m => sameManager(m, entry))
  const others = lose(
    managers.filter(m => m !== before),
    comparison,
  )
  if (isEmptySet(changed))
    return before ? [...others, { ...before, fields: difference(before.fields, removed) }] : others
  return [...others, { ...entry, fields: union(difference(before?.fields ?? {}, removed), changed) }]
}
