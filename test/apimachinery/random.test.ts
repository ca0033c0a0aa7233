import { describe, expect, it } from 'vitest'
import { systemRandom } from '../../src/apimachinery/random.ts'

describe('systemRandom', () => {
  it('makes version 4 UUIDs, each another, with every digit that may be', () => {
    const uuids = Array.from({ length: 3000 }, () => systemRandom.uuid())
    for (const uuid of uuids)
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(new Set(uuids).size).toBe(uuids.length)
    for (let at = 0; at < 36; at++) {
      const digits = new Set(uuids.map(uuid => uuid[at])).size
      expect(digits, `place ${at}`).toBe([8, 13, 14, 18, 23].includes(at) ? 1 : at === 19 ? 4 : 16)
    }
  })

  it('gives hexadecimal digits, all of them at every place', () => {
    const texts = Array.from({ length: 1000 }, () => systemRandom.hex(16))
    for (const text of texts) expect(text).toMatch(/^[0-9a-f]{16}$/)
    for (let at = 0; at < 16; at++) expect(new Set(texts.map(text => text[at])).size, `place ${at}`).toBe(16)
  })

  it('gives every number below a limit, and none else', () => {
    const numbers = Array.from({ length: 3000 }, () => systemRandom.int(27))
    expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual(Array.from({ length: 27 }, (_, i) => i))
  })
})
