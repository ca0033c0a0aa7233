import type { Pod } from '../../api/types.gen.ts'
import { COMPLETION_INDEX } from '../../kinds/job/labels.ts'

type Interval = readonly [first: number, last: number]

/** A set of completion indexes: intervals in order, with gaps between them. A text of a few letters may name thousands of millions. */
export type Indexes = readonly Interval[]

/** The completion index of a pod; undefined where it has none that a job with so many completions could have given it. */
export function completionIndexOf({ metadata }: Pod, completions: number): number | undefined {
  const text = metadata.annotations?.[COMPLETION_INDEX]
  if (text === undefined || !/^[0-9]+$/.test(text)) return undefined
  const index = Number(text)
  return index < completions ? index : undefined
}

/** The indexes of a text as "0-2,5"; those from `completions` on are left out (parseIndexesFromString). */
export function parseIndexes(text: string | undefined, completions: number): Indexes {
  const intervals: Interval[] = []
  for (const interval of text?.split(',') ?? []) {
    const [first = '', last = first] = interval.split('-')
    if (!/^[0-9]+$/.test(first) || !/^[0-9]+$/.test(last)) continue
    intervals.push([Number(first), Math.min(Number(last), completions - 1)])
  }
  return unionOf(intervals)
}

/** Single indexes as a set. */
export function indexesOf(numbers: Iterable<number>): Indexes {
  return unionOf(Array.from(numbers, index => [index, index] as const))
}

/** The indexes that are in one of the sets. */
export function unionOf(...sets: readonly Indexes[]): Indexes {
  const sorted = sets
    .flat()
    .filter(([first, last]) => first <= last)
    .sort(([a], [b]) => a - b)
  const union: [first: number, last: number][] = []
  for (const [first, last] of sorted) {
    const current = union.at(-1)
    if (current && first <= current[1] + 1) current[1] = Math.max(current[1], last)
    else union.push([first, last])
  }
  return union
}

/** How many indexes there are. */
export function countIndexes(indexes: Indexes): number {
  return indexes.reduce((sum, [first, last]) => sum + last - first + 1, 0)
}

/** The lowest indexes below `completions` that are not in the set, `limit` of them at most. */
export function lowestOutside(indexes: Indexes, completions: number, limit: number): number[] {
  const outside: number[] = []
  let next = 0
  for (const [first, last] of [...indexes, [completions, completions] as const]) {
    while (next < Math.min(first, completions) && outside.length < limit) outside.push(next++)
    if (outside.length >= limit) break
    next = last + 1
  }
  return outside
}

/** The text of a set of indexes; three or more in a row are an interval. */
export function indexesText(indexes: Indexes): string {
  return indexes
    .map(([first, last]) => (first === last ? `${first}` : `${first}${last === first + 1 ? ',' : '-'}${last}`))
    .join(',')
}
