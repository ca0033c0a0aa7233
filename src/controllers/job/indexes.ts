import type { Pod } from '../../api/types.gen.ts'
import { COMPLETION_INDEX } from '../../kinds/job/labels.ts'

/** The completion index of a pod; undefined where it has none that a job with so many completions could have given it. */
export function completionIndexOf({ metadata }: Pod, completions: number): number | undefined {
  const text = metadata.annotations?.[COMPLETION_INDEX]
  if (text === undefined || !/^[0-9]+$/.test(text)) return undefined
  const index = Number(text)
  return index < completions ? index : undefined
}

/** The indexes of a text as "0-2,5"; those from `completions` on are left out. */
export function parseIndexes(text: string | undefined, completions: number): Set<number> {
  const indexes = new Set<number>()
  for (const interval of text?.split(',') ?? []) {
    const [first = '', last = first] = interval.split('-')
    if (!/^[0-9]+$/.test(first) || !/^[0-9]+$/.test(last)) continue
    for (let i = Number(first); i <= Number(last) && i < completions; i++) indexes.add(i)
  }
  return indexes
}

/** The text of a set of indexes; three or more in a row are an interval. */
export function indexesText(indexes: ReadonlySet<number>): string {
  const sorted = [...indexes].sort((a, b) => a - b)
  const intervals: [first: number, last: number][] = []
  for (const index of sorted) {
    const current = intervals.at(-1)
    if (current && current[1] === index - 1) current[1] = index
    else intervals.push([index, index])
  }
  return intervals
    .map(([first, last]) => (first === last ? `${first}` : `${first}${last === first + 1 ? ',' : '-'}${last}`))
    .join(',')
}
