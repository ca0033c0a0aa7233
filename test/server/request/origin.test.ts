import { expect, test } from 'vitest'
import { OriginCheck } from '../../../src/server/request/origin.ts'

const origins = new OriginCheck(['localhost', 'kubernetes'])
const check = (headers: Record<string, string>) => () => origins.check(headers)

test.each([
  'localhost',
  'LOCALHOST:6443',
  '127.0.0.1:6443',
  '[::1]:6443',
  '[::1]',
  'kubernetes:443',
])('a request to %s is for us', host => {
  expect(check({ host })).not.toThrow()
})

test.each([
  'evil.example',
  'evil.example:6443',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '',
  '[::1].x',
])('a request to "%s" is for somebody else', host => {
  expect(check({ host })).toThrow('is not one of this server')
})

test('a page of another origin is refused, our own is not', () => {
  const host = '127.0.0.1:6443'
  expect(check({ host, origin: 'https://127.0.0.1:6443' })).not.toThrow()
  expect(check({ host, 'sec-fetch-site': 'same-origin' })).not.toThrow()
  expect(check({ host, 'sec-fetch-site': 'none' })).not.toThrow()
  for (const origin of [
    'https://evil.example',
    'null',
    'https://127.0.0.1:6444',
    'https://127.0.0.1:6443.evil.example',
  ])
    expect(check({ host, origin })).toThrow('other origins')
  for (const site of ['cross-site', 'same-site'])
    expect(check({ host, 'sec-fetch-site': site })).toThrow('other origins')
})
