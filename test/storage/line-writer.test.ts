import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineWriter } from '../../src/storage/line-writer.ts'

const text = fc.tuple(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40_000 })).map(([s, n]) => s.repeat(n))

describe('LineWriter', () => {
  it('writes all texts in order, however long they are, and knows how many bytes they have', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant(undefined), text), { maxLength: 12 }), texts => {
        const pieces: Buffer[] = []
        const writer = new LineWriter(pieces)
        for (const line of texts)
          if (line === undefined) writer.flush()
          else expect(writer.write(line)).toBe(Buffer.byteLength(line))
        writer.flush()
        expect(Buffer.concat(pieces).equals(Buffer.from(texts.join('')))).toBe(true)
      }),
      { numRuns: 30 },
    )
  })
})
