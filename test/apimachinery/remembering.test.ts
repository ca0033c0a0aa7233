import { describe, expect, it } from 'vitest'
import { remembering } from '../../src/apimachinery/remembering.ts'

describe('remembering', () => {
  it('asks once for each text, also where nothing is found, and forgets what is too much', () => {
    const asked: string[] = []
    const find = remembering(text => {
      asked.push(text)
      return text === 'none' ? undefined : text.length
    }, 2)
    expect(['a', 'none', 'a', 'none', 'four', 'four', '__proto__'].map(find)).toEqual([
      1,
      undefined,
      1,
      undefined,
      4,
      4,
      9,
    ])
    expect(asked).toEqual(['a', 'none', 'four', 'four', '__proto__'])
  })
})
