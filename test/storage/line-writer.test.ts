import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineWriter } from '../../src/storage/line-writer.ts'

const text = fc.tuple(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40_000 })).map(([s, n]) => s.repeat(n))

describe.each([
  ['whose pieces stay', false],
  ['whose pieces are good for a moment', true],
])('a LineWriter %s', (_, reuse) => {
  it('writes everything in order, however long it is, and knows how many bytes that were', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('write', 'copy', 'flush'), text), { maxLength: 12 }), steps => {
        const pieces: Buffer[] = []
        const writer = new LineWriter(piece => pieces.push(reuse ? Buffer.from(piece) : piece), reuse)
        let written = ''
        for (const [step, text] of steps) {
          if (step === 'flush') writer.flush()
          else written += text
          if (step === 'write') writer.write(text)
          if (step === 'copy') writer.copy(Buffer.from(text))
          expect(writer.position).toBe(Buffer.byteLength(written))
        }
        writer.flush()
        expect(Buffer.concat(pieces).toString()).toBe(Buffer.from(written).toString())
      }),
      { numRuns: 30 },
    )
  })
})
