/**
 * Go's sort.Sort (pattern-defeating quicksort). It is not stable, and what it makes of equal items, or of an order that contradicts
 * itself, shows in what kubectl prints; so it is done here step by step as there.
 */
export function goSort<T>(items: T[], less: (a: T, b: T) => boolean): void {
  new Sorter(items, less).sort(0, items.length, 32 - Math.clz32(items.length))
}

const INSERTION_LIMIT = 12
const NINTHER_LIMIT = 50
const MAX_SWAPS = 12
const MAX_STEPS = 5
const SHORTEST_SHIFTING = 50

class Sorter<T> {
  private swaps = 0

  constructor(
    private readonly items: T[],
    private readonly lessItems: (a: T, b: T) => boolean,
  ) {}

  private less(i: number, j: number): boolean {
    return this.lessItems(this.items[i]!, this.items[j]!)
  }

  private swap(i: number, j: number): void {
    const item = this.items[i]!
    this.items[i] = this.items[j]!
    this.items[j] = item
  }

  sort(from: number, end: number, badChoices: number): void {
    let a = from
    let b = end
    let limit = badChoices
    let wasBalanced = true
    let wasPartitioned = true
    for (;;) {
      const length = b - a
      if (length <= INSERTION_LIMIT) {
        this.insertionSort(a, b)
        return
      }
      if (limit === 0) {
        this.heapSort(a, b)
        return
      }
      if (!wasBalanced) {
        this.breakPatterns(a, b)
        limit--
      }
      let pivot = this.choosePivot(a, b)
      let increasing = this.swaps === 0
      if (this.swaps === MAX_SWAPS) {
        this.reverse(a, b)
        pivot = b - 1 - (pivot - a)
        increasing = true
      }
      if (wasBalanced && wasPartitioned && increasing && this.partialInsertionSort(a, b)) return
      if (a > 0 && !this.less(a - 1, pivot)) {
        a = this.partitionEqual(a, b, pivot)
        continue
      }
      const { middle, ordered } = this.partition(a, b, pivot)
      wasPartitioned = ordered
      const left = middle - a
      const right = b - middle
      wasBalanced = Math.min(left, right) >= Math.floor(length / 8)
      if (left < right) {
        this.sort(a, middle, limit)
        a = middle + 1
      } else {
        this.sort(middle + 1, b, limit)
        b = middle
      }
    }
  }

  private insertionSort(a: number, b: number): void {
    for (let i = a + 1; i < b; i++) for (let j = i; j > a && this.less(j, j - 1); j--) this.swap(j, j - 1)
  }

  private heapSort(a: number, b: number): void {
    const length = b - a
    for (let i = Math.floor((length - 1) / 2); i >= 0; i--) this.siftDown(i, length, a)
    for (let i = length - 1; i >= 0; i--) {
      this.swap(a, a + i)
      this.siftDown(0, i, a)
    }
  }

  private siftDown(low: number, high: number, first: number): void {
    let root = low
    for (;;) {
      let child = 2 * root + 1
      if (child >= high) return
      if (child + 1 < high && this.less(first + child, first + child + 1)) child++
      if (!this.less(first + root, first + child)) return
      this.swap(first + root, first + child)
      root = child
    }
  }

  /** Moves what is less than the pivot before it and the rest behind it; `ordered` where nothing had to move. */
  private partition(a: number, b: number, pivot: number): { middle: number; ordered: boolean } {
    this.swap(a, pivot)
    let i = a + 1
    let j = b - 1
    let ordered = true
    for (;;) {
      while (i <= j && this.less(i, a)) i++
      while (i <= j && !this.less(j, a)) j--
      if (i > j) break
      ordered = false
      this.swap(i++, j--)
    }
    this.swap(j, a)
    return { middle: j, ordered }
  }

  /** Moves what equals the pivot to the front; returns where the greater ones begin. */
  private partitionEqual(a: number, b: number, pivot: number): number {
    this.swap(a, pivot)
    let i = a + 1
    let j = b - 1
    for (;;) {
      while (i <= j && !this.less(a, i)) i++
      while (i <= j && this.less(a, j)) j--
      if (i > j) return i
      this.swap(i++, j--)
    }
  }

  /** Puts a few misplaced items right; true where that sorted everything. */
  private partialInsertionSort(a: number, b: number): boolean {
    let i = a + 1
    for (let step = 0; step < MAX_STEPS; step++) {
      while (i < b && !this.less(i, i - 1)) i++
      if (i === b) return true
      if (b - a < SHORTEST_SHIFTING) return false
      this.swap(i, i - 1)
      if (i - a >= 2) for (let j = i - 1; j >= 1 && this.less(j, j - 1); j--) this.swap(j, j - 1)
      if (b - i >= 2) for (let j = i + 1; j < b && this.less(j, j - 1); j++) this.swap(j, j - 1)
    }
    return false
  }

  /** Scatters some items, with xorshift seeded by the length. */
  private breakPatterns(a: number, b: number): void {
    const length = b - a
    if (length < 8) return
    let random = BigInt(length)
    const mask = (1n << BigInt(32 - Math.clz32(length))) - 1n
    const index = a + Math.floor(length / 4) * 2 - 1
    for (let i = 0; i < 3; i++) {
      random ^= BigInt.asUintN(64, random << 13n)
      random ^= random >> 7n
      random ^= BigInt.asUintN(64, random << 17n)
      let other = Number(random & mask)
      if (other >= length) other -= length
      this.swap(index + i, a + other)
    }
  }

  /** The index of a pivot; counts in `swaps` how far the sampled items were out of order. */
  private choosePivot(a: number, b: number): number {
    const length = b - a
    const quarter = Math.floor(length / 4)
    this.swaps = 0
    let i = a + quarter
    let j = a + quarter * 2
    let k = a + quarter * 3
    if (length < 8) return j
    if (length >= NINTHER_LIMIT) {
      i = this.median(i - 1, i, i + 1)
      j = this.median(j - 1, j, j + 1)
      k = this.median(k - 1, k, k + 1)
    }
    return this.median(i, j, k)
  }

  private median(first: number, second: number, third: number): number {
    let [a, b, c] = [first, second, third]
    if (this.less(b, a)) {
      this.swaps++
      ;[a, b] = [b, a]
    }
    if (this.less(c, b)) {
      this.swaps++
      ;[b, c] = [c, b]
    }
    if (this.less(b, a)) {
      this.swaps++
      ;[a, b] = [b, a]
    }
    return b
  }

  private reverse(a: number, b: number): void {
    for (let i = a, j = b - 1; i < j; i++, j--) this.swap(i, j)
  }
}
