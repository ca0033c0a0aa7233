import { groupVersion, type KubeObject, type ManagedFieldsEntry } from '../../api/object.ts'
import { formatTime } from '../../apimachinery/clock.ts'
import { badRequest, StatusError } from '../../apimachinery/status.ts'
import { sameJson } from '../same-json.ts'
import { schemaFor } from '../schema.ts'
import { DEDUCED, type Type } from '../types.ts'
import { compare, zeroObject } from './compare.ts'
import { applyConflict, type Conflict } from './conflicts.ts'
import { difference, type FieldSet, intersection, isEmptySet, without } from './field-set.ts'
import { NOBODYS, resetFields } from './ignored-fields.ts'
import { fieldsOfClientSideApply, KUBECTL, withLastApplied } from './last-applied.ts'
import { type Manager, managedFieldsEntries, parseManagers, sameManager } from './managers.ts'
import { mergeTyped } from './merge.ts'
import { prune } from './prune.ts'
import { toFieldSet } from './to-field-set.ts'
import { entryOf, kindOfObject, lose, ownFields } from './update.ts'
import { validateTyped } from './validate-typed.ts'

export interface ApplyOptions {
  manager: string
  /** Take the fields of other managers. */
  force: boolean
  now: Date
  /** "" (the object itself) when absent. */
  subresource?: string
  /** The type of a kind that is not built in. */
  type?: Type
}

/** What an apply makes: the object, yet to be decoded and defaulted, and its metadata.managedFields. */
export interface Applied {
  object: KubeObject
  managedFields: ManagedFieldsEntry[]
}

/** Whoever had set fields before anybody tracked them. */
const BEFORE_FIRST_APPLY = 'before-first-apply'

/**
 * Server-side apply: puts a configuration over the live object (undefined: it does not exist yet), removes what the manager applied
 * before and no longer does, and records who owns what. `config` is plain JSON with apiVersion and kind. Nothing given is changed.
 * Throws a StatusError: 409 Conflict with a FieldManagerConflict cause for each field of others (unless `force`), BadRequest or
 * 500 for a configuration that does not fit the schema.
 */
export function serverSideApply(live: KubeObject | undefined, config: KubeObject, options: ApplyOptions): Applied {
  const type = options.type ?? schemaFor(kindOfObject(config)) ?? DEDUCED
  requireApplicable(live, config, type)
  const current = live === undefined ? newObject(config, type) : withoutManagedFields(live)
  const managers = startingManagers(live, current, type, options.now)
  try {
    return attempt(live, current, managers, config, type, options)
  } catch (error) {
    const allowed = error instanceof Conflicts && options.manager === KUBECTL && live !== undefined
    if (allowed) {
      const fields = fieldsOfClientSideApply(live, type)
      const left = error.conflicts
        .map(c => ({ ...c, fields: difference(c.fields, fields) }))
        .filter(c => !isEmptySet(c.fields))
      if (left.length) throw applyConflict(left)
      return attempt(live, current, managers, config, type, { ...options, force: true })
    }
    throw error instanceof Conflicts ? applyConflict(error.conflicts) : error
  }
}

class Conflicts extends Error {
  constructor(readonly conflicts: Conflict[]) {
    super('conflicts')
  }
}

function requireApplicable(live: KubeObject | undefined, config: KubeObject, type: Type): void {
  if (live !== undefined && config.apiVersion !== live.apiVersion)
    throw badRequest(
      `Incorrect version specified in apply patch. Specified patch version: ${config.apiVersion}, expected: ${live.apiVersion}`,
    )
  if (config.metadata.managedFields) throw badRequest('metadata.managedFields must be nil')
  const errors = validateTyped(config, type)
  if (errors.length === 0) return
  const { group, version, kind } = kindOfObject(config)
  const { namespace = '', name = '' } = config.metadata
  const what = `${namespace === '' ? '' : `${namespace}/`}${name}; ${group === '' ? `/${version}` : groupVersion(group, version)}, Kind=${kind}`
  const list = errors.length === 1 ? errors[0] : `errors:\n  ${errors.join('\n  ')}`
  throw new StatusError(500, '', `failed to create typed patch object (${what}): ${list}`)
}

function newObject(config: KubeObject, type: Type): KubeObject {
  const nothing = type.is === 'struct' ? zeroObject(type) : {}
  return { ...nothing, apiVersion: config.apiVersion!, kind: config.kind!, metadata: {} }
}

function withoutManagedFields(object: KubeObject): KubeObject {
  const { managedFields: _, ...metadata } = object.metadata
  return { ...object, metadata }
}

/** The managers so far; an object that nobody has tracked is as if one had made it before. */
function startingManagers(live: KubeObject | undefined, current: KubeObject, type: Type, now: Date): Manager[] {
  if (live === undefined) return []
  const managers = parseManagers(live.metadata.managedFields) ?? []
  if (managers.length > 0) return managers
  const { changed } = ownFields(compare(newObject(live, type), current, type), live, '')
  return isEmptySet(changed) ? [] : [{ ...entryOf(live, BEFORE_FIRST_APPLY, '', now), fields: changed }]
}

function attempt(
  live: KubeObject | undefined,
  current: KubeObject,
  managers: readonly Manager[],
  config: KubeObject,
  type: Type,
  { manager, force, now, subresource = '' }: ApplyOptions,
): Applied {
  const entry: Manager = { ...entryOf(config, manager, subresource, now), operation: 'Apply' }
  const reset = resetFields(kindOfObject(config), subresource)
  const before = managers.find(m => sameManager(m, entry))
  const fields = difference(without(toFieldSet(config, type), reset), NOBODYS)
  const own: Manager = { ...entry, fields, ...(before?.time !== undefined && { time: before.time }) }
  const others = managers.filter(m => m !== before)

  const merged = mergeTyped(current, config, type)
  const pruned = prune(merged, without(before?.fields ?? {}, reset), [...others, own], type) as KubeObject
  const comparison = ownFields(compare(current, pruned, type), config, subresource)
  if (!force) requireNoConflicts(others, comparison.changed)
  const changed = live === undefined || !sameJson(current, pruned)
  const entries = managedFieldsEntries([...lose(others, comparison), changed ? { ...own, time: formatTime(now) } : own])
  const object = manager === KUBECTL ? withLastApplied(pruned, live, config) : pruned
  return { object, managedFields: entries }
}

function requireNoConflicts(others: readonly Manager[], changed: FieldSet): void {
  const conflicts = others
    .map(manager => ({ manager, fields: intersection(manager.fields, changed) }))
    .filter(c => !isEmptySet(c.fields))
  if (conflicts.length) throw new Conflicts(conflicts)
}
