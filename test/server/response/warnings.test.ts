import { expect, test } from 'vitest'
import { warningHeaders } from '../../../src/server/response/warnings.ts'

test('a warning is quoted, said once, and free of what no header may hold', () => {
  expect(warningHeaders(['say "x\\y"', 'say "x\\y"', '', 'a\r\nSet-Cookie: b'])).toEqual([
    '299 - "say \\"x\\\\y\\""',
    '299 - "aSet-Cookie: b"',
  ])
})

test('other characters travel as the bytes of UTF-8', () => {
  const [header] = warningHeaders(['überall'])
  expect(Buffer.from(header!, 'latin1').toString('utf8')).toBe('299 - "überall"')
})

test('many long ones are cut', () => {
  const headers = warningHeaders(['a', 'b', 'c'].map(letter => letter.repeat(2000)))
  expect(headers.map(h => h.length)).toEqual([264, 264, 264])
})
