import { isObject, setOwn } from '../../schema/json-value.ts'
import { idOf, type ResourceId } from './resource-id.ts'

/** What a generated resource does to one of the same ID that is there already. */
export type Behavior = '' | 'create' | 'replace' | 'merge'

/** An object on its way through kustomizations. It belongs to the build, which changes it in place. */
export class Resource {
  /** What it was before it was renamed or moved, the oldest first. */
  previous: ResourceId[] = []
  prefixes: string[] = []
  suffixes: string[] = []
  /** Whether its name is to end in a hash of its content. */
  needsHash = false
  behavior: Behavior = ''

  constructor(public object: Record<string, unknown>) {}

  get id(): ResourceId {
    return idOf(this.object)
  }

  /** As it was in its file. */
  get originalId(): ResourceId {
    return this.previous[0] ?? this.id
  }

  get anyIds(): ResourceId[] {
    return [...this.previous, this.id]
  }

  get metadata(): Record<string, unknown> {
    const { metadata } = this.object
    if (typeof metadata === 'object' && metadata !== null) return metadata as Record<string, unknown>
    const made = {}
    this.object.metadata = made
    return made
  }

  get labels(): Record<string, string> {
    return (this.metadata.labels ?? {}) as Record<string, string>
  }

  get annotations(): Record<string, string> {
    return (this.metadata.annotations ?? {}) as Record<string, string>
  }

  /** Takes note of its ID before that changes. */
  rememberId(): void {
    this.previous.push(this.id)
  }

  /** Takes over the name, the history, and the labels and annotations that it has not itself, of the resource that it replaces. */
  takeOver(other: Resource): void {
    const { metadata } = this
    metadata.name = other.metadata.name
    if (other.metadata.namespace === undefined) delete metadata.namespace
    else metadata.namespace = other.metadata.namespace
    for (const field of ['labels', 'annotations'] as const) {
      const merged = { ...other[field], ...this[field] }
      if (Object.keys(merged).length) metadata[field] = merged
    }
    this.previous = [...other.previous]
    this.prefixes = [...other.prefixes]
    this.suffixes = [...other.suffixes]
    this.needsHash ||= other.needsHash
  }
}

/** A map inside an object, made where there is none. */
export function mapIn(object: Record<string, unknown>, field: string): Record<string, unknown> {
  const found = object[field]
  if (isObject(found)) return found
  const made = {}
  setOwn(object, field, made)
  return made
}
