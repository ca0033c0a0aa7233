import { expect, test } from 'vitest'
import { computeHash, generateName, hash32, safeEncodeString } from '../../../src/apimachinery/names/generate.ts'
import { seededRandom, systemRandom } from '../../../src/apimachinery/random.ts'

test('generated names fit in 63 characters and end in five of the alphabet', () => {
  expect(generateName('web-', seededRandom(1))).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/)
  expect(generateName('a'.repeat(100), systemRandom)).toHaveLength(63)
})

test('known hashes', () => {
  expect(hash32('')).toBe(0x811c9dc5)
  expect(hash32('foobar')).toBe(0xbf9cf968)
  expect(safeEncodeString('0123456789')).toBe('456789bcdf')
})

test('the hash of a template depends on what it says, not on the order of its keys', () => {
  expect(computeHash({ a: 1, b: { c: [1, 2], d: 2 } })).toBe(computeHash({ b: { d: 2, c: [1, 2] }, a: 1 }))
  expect(computeHash({ a: 1 })).not.toBe(computeHash({ a: 2 }))
  expect(computeHash({ a: 1 }, 1)).not.toBe(computeHash({ a: 1 }))
})

test('the sources of chance give every number, and those with a seed the same again', () => {
  const numbers = Array.from({ length: 2000 }, () => systemRandom.int(3))
  expect(new Set(numbers)).toEqual(new Set([0, 1, 2]))
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  expect(systemRandom.uuid()).toMatch(uuid)
  expect(seededRandom(7).uuid()).toMatch(uuid)
  expect(seededRandom(7).uuid()).toBe(seededRandom(7).uuid())
  expect(seededRandom(7).uuid()).not.toBe(seededRandom(8).uuid())
})
