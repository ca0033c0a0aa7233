import { expect, test } from 'vitest'
import { quote } from '../../src/apimachinery/quote.ts'

test.each([
  ['plain <&> text', '"plain <&> text"'],
  ['a"b\\c', '"a\\"b\\\\c"'],
  ['\x07\b\f\n\r\t\v', '"\\a\\b\\f\\n\\r\\t\\v"'],
  ['\x00\x1f\x7f', '"\\x00\\x1f\\x7f"'],
  ['é 世界 😀', '"é 世界 😀"'],
  ['\u200b\u00a0\ufeff', '"\\u200b\\u00a0\\ufeff"'],
  ['\u{e0001}', '"\\U000e0001"'],
  ['\ud800', '"\ufffd"'],
])('%j', (text, quoted) => {
  expect(quote(text)).toBe(quoted)
})
