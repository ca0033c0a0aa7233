import type { KubeObject } from '../../api/object.ts'
import type { WatchEvent } from '../../api/request.ts'
import type { Clock } from '../../apimachinery/clock.ts'
import type { Kind } from '../../kinds/kind.ts'
import type { Change } from '../../storage/store.ts'
import { type IncludeObject, toTable } from '../table.ts'

/** How watchers want their objects. */
export interface EventForm {
  as: 'Object' | 'Table' | 'PartialObjectMetadata'
  /** Of Table and PartialObjectMetadata, in meta.k8s.io: "v1". */
  version: string
  include: IncludeObject
}

type ObjectEventType = 'ADDED' | 'MODIFIED' | 'DELETED'

/** Makes the events of a kind's changes in one form. All watchers get the same event of the same change, so that it is encoded once. */
export class EventFormer {
  private readonly events = new WeakMap<Change, Map<string, WatchEvent>>()

  constructor(
    private readonly kind: Kind,
    private readonly form: EventForm,
    private readonly clock: Clock,
  ) {}

  /**
   * The event for a change. `type` is the change's own, but for a watcher whose selectors the object begins or ceases to match.
   * The first event that a watcher gets carries the columns of a table.
   */
  ofChange(change: Change, type: ObjectEventType, first: boolean): WatchEvent {
    const name = first && this.form.as === 'Table' ? `${type} with columns` : type
    const known = this.events.get(change)
    const event = known?.get(name) ?? this.of(type, objectOf(change, type), first)
    if (known) known.set(name, event)
    else this.events.set(change, new Map([[name, event]]))
    return event
  }

  /** The event for an object as it is. */
  of(type: ObjectEventType, object: KubeObject, first: boolean): WatchEvent {
    return { type, object: this.formed(object, first) }
  }

  /** An event that only tells how far the watcher is. */
  bookmark(revision: number, endOfInitialEvents: boolean): WatchEvent {
    const metadata: KubeObject['metadata'] = { resourceVersion: String(revision) }
    if (endOfInitialEvents) metadata.annotations = { 'k8s.io/initial-events-end': 'true' }
    const { kind, group, version } = this.kind
    const object = { kind, apiVersion: group === '' ? version : `${group}/${version}`, metadata }
    return { type: 'BOOKMARK', object: this.form.as === 'Object' ? object : this.formed(object, false) }
  }

  private formed(stored: KubeObject, withColumns: boolean): KubeObject {
    const object = this.kind.serve?.(stored) ?? stored
    const { as, version, include } = this.form
    if (as === 'Object') return object
    if (as === 'PartialObjectMetadata')
      return { kind: as, apiVersion: `meta.k8s.io/${version}`, metadata: object.metadata }
    const revision = object.metadata.resourceVersion ?? ''
    const table = toTable(this.kind, [object], include, this.clock.now(), revision, version)
    return { ...table, ...(withColumns ? {} : { columnDefinitions: null }) }
  }
}

/** An object that is gone, or out of sight, is shown as it was last, with the revision that took it away. */
function objectOf({ object: current, old, revision }: Change, type: ObjectEventType): KubeObject {
  if (type !== 'DELETED') return current
  const object = old ?? current
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } }
}
