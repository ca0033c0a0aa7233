import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TabWriter } from '../../../src/cli/describe/tabwriter.ts'

function aligned(...texts: string[]): string {
  const writer = new TabWriter()
  for (const text of texts) writer.write(text)
  return writer.toString()
}

/** Go's own algorithm: columns found one inside the other, recursively. */
function reference(text: string, padding = 2): string {
  const lines = text.split('\n').map(line => line.split('\t'))
  const out = lines.map(() => '')
  const format = (widths: number[], from: number, to: number): void => {
    const column = widths.length
    for (let i = from; i < to; i++) {
      if (column >= lines[i]!.length - 1) {
        out[i] = lines[i]!.map((cell, j) => (j < widths.length ? cell.padEnd(widths[j]!) : cell)).join('')
        continue
      }
      let end = i
      while (end < to && column < lines[end]!.length - 1) end++
      const width = Math.max(...lines.slice(i, end).map(cells => cells[column]!.length + padding))
      format([...widths, width], i, end)
      i = end - 1
    }
  }
  format([], 0, lines.length)
  return out.join('\n')
}

describe('TabWriter', () => {
  it('aligns a column over consecutive lines only', () => {
    expect(aligned('Name:\tweb\nNamespace:\tdefault\nbreak\nA:\tb\n')).toBe(
      'Name:       web\nNamespace:  default\nbreak\nA:  b\n',
    )
  })

  it('leaves the last cell of a line out of the column', () => {
    expect(aligned('a\tvery long last cell\nbb\tx\ty\n')).toBe('a   very long last cell\nbb  x  y\n')
  })

  it('pads empty cells and keeps trailing padding', () => {
    expect(aligned('host\t\n\t/path\tsvc\n')).toBe('host  \n      /path  svc\n')
  })

  it('starts anew after a flush', () => {
    const writer = new TabWriter()
    writer.write('long title:\tx\n')
    writer.flush()
    writer.write('a\tb\n')
    expect(writer.toString()).toBe('long title:  x\na  b\n')
  })

  it('writes a line without its newline', () => {
    expect(aligned('a\tb\ncc\td')).toBe('a   b\ncc  d')
  })

  it('counts characters, not UTF-16 units', () => {
    expect(aligned('🙂🙂\tx\nabc\ty\n')).toBe('🙂🙂   x\nabc  y\n')
  })

  it('copes with very many cells', () => {
    expect(aligned(`${'x\t'.repeat(100_000)}\n`)).toHaveLength(300_001)
  })

  it("is Go's algorithm, however the text is cut", () => {
    const cell = fc.stringMatching(/^[a-z]{0,4}$/)
    const lines = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 8 })
    fc.assert(
      fc.property(lines, fc.nat(40), (rows, cut) => {
        const text = rows.map(cells => `${cells.join('\t')}\n`).join('')
        expect(aligned(text.slice(0, cut), text.slice(cut))).toBe(reference(text))
      }),
    )
  })
})
