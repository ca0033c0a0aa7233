import type { KubeObject } from '../../api/object.ts'
import type { Type } from '../types.ts'
import { compare } from './compare.ts'
import { difference, EMPTY, type FieldSet } from './field-set.ts'
import { toFieldSet } from './to-field-set.ts'

const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration'

/** The manager that takes over from client-side apply. */
export const KUBECTL = 'kubectl'

function lastApplied(object: KubeObject): string | undefined {
  const annotations = object.metadata.annotations
  return annotations && Object.hasOwn(annotations, ANNOTATION) ? annotations[ANNOTATION] : undefined
}

/**
 * The fields that client-side apply has set and that are still as it set them: kubectl's server-side apply takes them
 * without a conflict.
 */
export function fieldsOfClientSideApply(live: KubeObject, type: Type): FieldSet {
  const text = lastApplied(live)
  if (!text) return EMPTY
  try {
    const applied = JSON.parse(text) as KubeObject
    if (applied.apiVersion !== live.apiVersion) return EMPTY
    const { changed, removed } = compare(applied, live, type)
    return difference(difference(toFieldSet(applied, type), changed), removed)
  } catch {
    return EMPTY
  }
}

/** Where client-side apply has left its annotation, kubectl's server-side apply keeps it up to date. */
export function withLastApplied(object: KubeObject, live: KubeObject | undefined, config: KubeObject): KubeObject {
  if (live === undefined || lastApplied(live) === undefined) return object
  const { managedFields: _, ...metadata } = config.metadata
  const annotations = { ...metadata.annotations }
  delete annotations[ANNOTATION]
  const text = `${sortedJson({ ...config, metadata: { ...metadata, ...(metadata.annotations && { annotations }) } })}\n`
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, [ANNOTATION]: text } },
  }
}

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${sortedJson(member)}`).join(',')}}`
}
