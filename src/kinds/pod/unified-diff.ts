/** Lines that are the same in both texts: `size` of them, from line `a` of one and `b` of the other. */
interface Match {
  a: number
  b: number
  size: number
}

type Lines = readonly string[]

const CONTEXT = 3
const POPULAR_FROM = 200

/**
 * The differences between two texts as a unified diff with three lines of context and no file names; '' where there is none. Matches
 * are found as Python's difflib (and Go's port of it) finds them, since that shows where several diffs are right.
 */
export function unifiedDiff(from: string, to: string): string {
  const a = from.split('\n')
  const b = to.split('\n')
  const text: string[] = []
  for (const group of hunks(edits(matchingBlocks(a, b)))) {
    const first = group[0]!
    const last = group.at(-1)!
    text.push(`@@ -${range(first.a, last.aEnd)} +${range(first.b, last.bEnd)} @@`)
    for (const edit of group) {
      if (edit.equal) text.push(...a.slice(edit.a, edit.aEnd).map(l => ` ${l}`))
      else {
        text.push(...a.slice(edit.a, edit.aEnd).map(l => `-${l}`))
        text.push(...b.slice(edit.b, edit.bEnd).map(l => `+${l}`))
      }
    }
  }
  return text.map(l => `${l}\n`).join('')
}

interface Edit {
  equal: boolean
  a: number
  aEnd: number
  b: number
  bEnd: number
}

function edits(blocks: readonly Match[]): Edit[] {
  const all: Edit[] = []
  let a = 0
  let b = 0
  for (const block of blocks) {
    if (a < block.a || b < block.b) all.push({ equal: false, a, aEnd: block.a, b, bEnd: block.b })
    a = block.a + block.size
    b = block.b + block.size
    if (block.size) all.push({ equal: true, a: block.a, aEnd: a, b: block.b, bEnd: b })
  }
  return all
}

/** Groups of edits with the context around them; long stretches without one fall out. */
function hunks(all: Edit[]): Edit[][] {
  if (all.every(e => e.equal)) return []
  const trimmed = all.map(e => ({ ...e }))
  const first = trimmed[0]!
  const last = trimmed.at(-1)!
  if (first.equal) {
    first.a = Math.max(first.a, first.aEnd - CONTEXT)
    first.b = Math.max(first.b, first.bEnd - CONTEXT)
  }
  if (last.equal) {
    last.aEnd = Math.min(last.aEnd, last.a + CONTEXT)
    last.bEnd = Math.min(last.bEnd, last.b + CONTEXT)
  }
  const groups: Edit[][] = [[]]
  for (const edit of trimmed) {
    if (!edit.equal || edit.aEnd - edit.a <= CONTEXT * 2) {
      groups.at(-1)!.push(edit)
      continue
    }
    groups.at(-1)!.push({ ...edit, aEnd: edit.a + CONTEXT, bEnd: edit.b + CONTEXT })
    groups.push([{ ...edit, a: edit.aEnd - CONTEXT, b: edit.bEnd - CONTEXT }])
  }
  return groups.filter(g => g.some(e => !e.equal))
}

function range(start: number, end: number): string {
  const length = end - start
  if (length === 1) return String(start + 1)
  return `${length ? start + 1 : start},${length}`
}

function matchingBlocks(a: Lines, b: Lines): Match[] {
  const positions = positionsOf(b)
  const found: Match[] = []
  const queue: [number, number, number, number][] = [[0, a.length, 0, b.length]]
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [aLow, aHigh, bLow, bHigh] = next
    const match = longestMatch(a, b, positions, next)
    if (match.size === 0) continue
    found.push(match)
    if (aLow < match.a && bLow < match.b) queue.push([aLow, match.a, bLow, match.b])
    if (match.a + match.size < aHigh && match.b + match.size < bHigh) {
      queue.push([match.a + match.size, aHigh, match.b + match.size, bHigh])
    }
  }
  found.sort((x, y) => x.a - y.a || x.b - y.b)
  return [...adjacentJoined(found), { a: a.length, b: b.length, size: 0 }]
}

function adjacentJoined(matches: readonly Match[]): Match[] {
  const joined: Match[] = []
  for (const match of matches) {
    const before = joined.at(-1)
    if (before && before.a + before.size === match.a && before.b + before.size === match.b) before.size += match.size
    else joined.push({ ...match })
  }
  return joined
}

/** Where each line is; in long texts, lines that are everywhere start no match. */
function positionsOf(b: Lines): Map<string, number[]> {
  const positions = new Map<string, number[]>()
  b.forEach((line, i) => {
    const at = positions.get(line)
    if (at) at.push(i)
    else positions.set(line, [i])
  })
  if (b.length < POPULAR_FROM) return positions
  const popular = Math.floor(b.length / 100) + 1
  for (const [line, at] of positions) if (at.length > popular) positions.delete(line)
  return positions
}

function longestMatch(
  a: Lines,
  b: Lines,
  positions: ReadonlyMap<string, readonly number[]>,
  [aLow, aHigh, bLow, bHigh]: readonly [number, number, number, number],
): Match {
  let best: Match = { a: aLow, b: bLow, size: 0 }
  let lengths = new Map<number, number>()
  for (let i = aLow; i < aHigh; i++) {
    const now = new Map<number, number>()
    for (const j of positions.get(a[i]!) ?? []) {
      if (j < bLow) continue
      if (j >= bHigh) break
      const size = (lengths.get(j - 1) ?? 0) + 1
      now.set(j, size)
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size }
    }
    lengths = now
  }
  while (best.a > aLow && best.b > bLow && a[best.a - 1] === b[best.b - 1]) {
    best = { a: best.a - 1, b: best.b - 1, size: best.size + 1 }
  }
  while (best.a + best.size < aHigh && best.b + best.size < bHigh && a[best.a + best.size] === b[best.b + best.size]) {
    best.size++
  }
  return best
}
