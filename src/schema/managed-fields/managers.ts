import type { Json, ManagedFieldsEntry } from '../../api/object.ts'
import { type FieldSet, isEmptySet, parseFieldSet, union } from './field-set.ts'

/** Who owns fields: one entry of metadata.managedFields. */
export interface Manager {
  manager: string
  operation: 'Apply' | 'Update'
  apiVersion: string
  subresource: string
  time?: string
  fields: FieldSet
}

/** The entry that an operation of a manager goes to. */
export const sameManager = (a: Omit<Manager, 'fields'>, b: Omit<Manager, 'fields'>): boolean =>
  a.manager === b.manager &&
  a.operation === b.operation &&
  a.apiVersion === b.apiVersion &&
  a.subresource === b.subresource

/** The managers of entries that were made here: they need not be read again, nor be made again while nothing changes. */
const managersOf = new WeakMap<ManagedFieldsEntry, Manager>()
const entriesOf = new WeakMap<Manager, ManagedFieldsEntry>()

/** Reads metadata.managedFields; undefined when an entry is none that the API server could have written. */
export function parseManagers(entries: readonly ManagedFieldsEntry[] | undefined): Manager[] | undefined {
  const managers: Manager[] = []
  for (const entry of entries ?? []) {
    const manager = managersOf.get(entry) ?? parseManager(entry)
    if (manager === undefined) return undefined
    managers.push(manager)
  }
  return managers
}

function parseManager(entry: ManagedFieldsEntry): Manager | undefined {
  const { manager = '', operation, apiVersion = '', subresource = '', time, fieldsType, fieldsV1 } = entry
  const fields = parseFieldSet(fieldsV1 ?? {})
  if (fieldsType !== 'FieldsV1' || fields === undefined || (operation !== 'Apply' && operation !== 'Update'))
    return undefined
  return { manager, operation, apiVersion, subresource, ...(time !== undefined && { time }), fields }
}

/** As metadata.managedFields has them: appliers first, then by time, name, version and subresource; none without fields. */
export function managedFieldsEntries(managers: readonly Manager[]): ManagedFieldsEntry[] {
  const kept = capped(managers.filter(m => !isEmptySet(m.fields)))
  if (kept.length > 1) kept.sort(byAge)
  return kept.map(manager => {
    const known = entriesOf.get(manager)
    if (known) return known
    const entry = newEntry(manager)
    managersOf.set(entry, manager)
    entriesOf.set(manager, entry)
    return entry
  })
}

function newEntry({ manager, operation, apiVersion, time, fields, subresource }: Manager): ManagedFieldsEntry {
  const fieldsType = 'FieldsV1'
  const fieldsV1 = fields as Json
  // nearly all of them
  if (manager !== '' && time !== undefined && subresource !== '')
    return { manager, operation, apiVersion, time, fieldsType, fieldsV1, subresource }
  const entry: ManagedFieldsEntry = manager === '' ? { operation, apiVersion } : { manager, operation, apiVersion }
  if (time !== undefined) entry.time = time
  entry.fieldsType = fieldsType
  entry.fieldsV1 = fieldsV1
  if (subresource !== '') entry.subresource = subresource
  return entry
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function byAge(a: Manager, b: Manager): number {
  return (
    order(a.operation, b.operation) ||
    order(a.time ?? '', b.time ?? '') ||
    order(a.manager, b.manager) ||
    order(a.apiVersion, b.apiVersion) ||
    order(a.subresource, b.subresource)
  )
}

/** No more than so many updaters are told apart; the oldest are merged into one of this name. */
const MAX_UPDATERS = 10
const ANCIENT = 'ancient-changes'

function capped(managers: Manager[]): Manager[] {
  if (managers.length <= MAX_UPDATERS) return managers
  const updaters = managers.filter(m => m.operation === 'Update')
  let over = updaters.length - MAX_UPDATERS
  if (over <= 0) return managers
  const kept = new Set(managers)
  const oldest = new Map<string, Manager>()
  for (const updater of updaters.sort(byAge)) {
    if (over <= 0) break
    const first = oldest.get(updater.apiVersion)
    let bucket = updater
    if (first !== undefined) {
      const { time: _, ...rest } = first
      const fields = union(updater.fields, first.fields)
      bucket = {
        ...rest,
        manager: ANCIENT,
        subresource: '',
        fields,
        ...(updater.time !== undefined && { time: updater.time }),
      }
      kept.delete(first)
      kept.delete(updater)
      kept.add(bucket)
      over--
    }
    oldest.set(updater.apiVersion, bucket)
  }
  return [...kept]
}
