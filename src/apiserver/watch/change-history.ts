import type { Change } from '../../storage/store.ts'

/** How many changes are kept for watchers that are behind, or that come back. */
const CAPACITY = 100_000

/** The newest changes of some objects, in the order of their revisions; all watchers read the same ones, each from where it is. */
export class ChangeHistory {
  private changes: Change[] = []
  /** The sequence number of `changes[0]`. */
  private first = 0

  constructor(
    /** All changes after this revision are known. */
    private oldest: number,
    private readonly capacity = CAPACITY,
  ) {}

  push(change: Change): void {
    this.changes.push(change)
    // in large steps, so that each change is moved once
    if (this.changes.length < 2 * this.capacity) return
    const gone = this.changes.length - this.capacity
    this.oldest = this.changes[gone - 1]!.revision
    this.changes = this.changes.slice(gone)
    this.first += gone
  }

  /** The revision up to which changes have been forgotten. */
  get oldestRevision(): number {
    return this.oldest
  }

  /** The sequence number that the next change will have. */
  get end(): number {
    return this.first + this.changes.length
  }

  /** The sequence number of the first change after a revision; undefined where it is no longer known. */
  after(revision: number): number | undefined {
    if (revision < this.oldest) return undefined
    let low = 0
    let high = this.changes.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.changes[middle]!.revision <= revision) low = middle + 1
      else high = middle
    }
    return this.first + low
  }

  /** Whether a sequence number lies before what is known. */
  isForgotten(sequence: number): boolean {
    return sequence < this.first
  }

  /** The change with a sequence number, or undefined at the end. */
  at(sequence: number): Change | undefined {
    return this.changes[sequence - this.first]
  }
}
