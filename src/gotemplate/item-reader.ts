import type { Item } from './lex.ts'

/** Reads the items of a template one after the other; the last one, EOF or an error, is there for ever. */
export class ItemReader {
  /** Which item comes next; may be set back. */
  next = 0
  private furthest = 0

  constructor(private readonly items: readonly Item[]) {}

  take(): Item {
    const item = this.items[Math.min(this.next, this.items.length - 1)]!
    this.next++
    this.furthest = Math.max(this.furthest, Math.min(this.next, this.items.length))
    return item
  }

  peek(): Item {
    const item = this.take()
    this.next--
    return item
  }

  takeNonSpace(): Item {
    let item = this.take()
    while (item.type === 'space') item = this.take()
    return item
  }

  /** The next item that is no space; the space before it is skipped for good. */
  peekNonSpace(): Item {
    const item = this.takeNonSpace()
    this.next--
    return item
  }

  /** The line of the last item that was looked at, which is what errors tell. */
  lastLine(): number {
    return this.items[this.furthest - 1]?.line ?? 1
  }
}
