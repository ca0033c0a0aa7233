import type { KubeObject } from '../../api/object.ts'

/** How long lists can be continued as they were begun: as long as etcd keeps what is compacted. */
const KEPT_FOR = 5 * 60_000
/** The most lists that are kept at a time. */
const CAPACITY = 64

interface Snapshot {
  objects: readonly KubeObject[]
  /** ms since 1970. */
  used: number
}

/**
 * The objects that collections had at the resource versions at which lists of them were begun in parts. Stored objects never change, so
 * that only the lists are kept.
 */
export class ListSnapshots {
  private readonly snapshots = new Map<string, Snapshot>()

  keep(prefix: string, revision: number, objects: readonly KubeObject[], now: Date): void {
    const key = keyOf(prefix, revision)
    this.snapshots.delete(key)
    this.snapshots.set(key, { objects, used: now.getTime() })
    for (const [other, { used }] of this.snapshots) {
      if (this.snapshots.size <= CAPACITY && now.getTime() - used < KEPT_FOR) break
      this.snapshots.delete(other)
    }
  }

  /** What was kept; undefined where that is too long ago. */
  at(prefix: string, revision: number, now: Date): readonly KubeObject[] | undefined {
    const found = this.snapshots.get(keyOf(prefix, revision))
    return found && now.getTime() - found.used < KEPT_FOR ? found.objects : undefined
  }
}

const keyOf = (prefix: string, revision: number): string => `${revision} ${prefix}`
