import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkedBase64 } from '../../../src/cli/config/base64.ts'

test('takes whatever was encoded, with line breaks or without', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.nat(), (bytes, at) => {
      const text = Buffer.from(bytes).toString('base64')
      const cut = at % (text.length + 1)
      expect(checkedBase64(`${text.slice(0, cut)}\n${text.slice(cut)}`)).toBe(text)
    }),
  )
})

// recorded with kubectl config set
test.each([
  ['abc', 0],
  ['YW=j', 2],
  ['YWJjZ', 4],
  ['YWJ*', 3],
  ['YWJj==', 4],
  ['YW=', 3],
  ['YW==x', 4],
])('%s is wrong at byte %i', (text, at) => {
  expect(() => checkedBase64(text)).toThrow(`illegal base64 data at input byte ${at}`)
})
