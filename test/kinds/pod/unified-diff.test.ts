import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unifiedDiff } from '../../../src/kinds/pod/unified-diff.ts'

/** Applies a diff to the text it was made from. */
function patched(from: string, diff: string): string {
  const source = from.split('\n')
  const result: string[] = []
  let at = 0
  for (const line of diff.split('\n').slice(0, -1)) {
    const hunk = /^@@ -(\d+)(?:,(\d+))? /.exec(line)
    if (hunk) {
      const start = Number(hunk[1]) - (hunk[2] === '0' ? 0 : 1)
      result.push(...source.slice(at, start))
      at = start
    } else if (line.startsWith('+')) result.push(line.slice(1))
    else {
      expect(line.slice(1)).toBe(source[at])
      if (line.startsWith(' ')) result.push(line.slice(1))
      at++
    }
  }
  return [...result, ...source.slice(at)].join('\n')
}

const text = fc.array(fc.constantFrom('a', 'b', 'c', '{', '}'), { minLength: 1, maxLength: 400 }).map(l => l.join('\n'))

test('a diff makes one text of the other', () => {
  fc.assert(
    fc.property(text, text, (from, to) => {
      expect(patched(from, unifiedDiff(from, to))).toBe(to)
    }),
  )
})

test('equal texts have none', () => {
  expect(unifiedDiff('a\nb', 'a\nb')).toBe('')
})

test('three lines of context, and one hunk for what is near', () => {
  const lines = Array.from({ length: 30 }, (_, i) => String(i))
  const other = lines.map(l => (l === '5' || l === '12' || l === '25' ? 'x' : l))
  const diff = unifiedDiff(lines.join('\n'), other.join('\n'))
  expect(diff.match(/^@@.*$/gm)).toEqual(['@@ -3,14 +3,14 @@', '@@ -23,7 +23,7 @@'])
})
