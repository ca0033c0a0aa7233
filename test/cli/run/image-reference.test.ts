import { expect, test } from 'vitest'
import { isImageReference } from '../../../src/cli/run/image-reference.ts'

test.each([
  'nginx',
  'nginx:1.27',
  'localhost/x',
  'Foo/x',
  'reg.example.com:5000/team/app:v1',
  'a__b/c-d/e--f',
  `redis@sha256:${'0'.repeat(64)}`,
  `[::1]:5000/x:tag@sha256:${'a'.repeat(32)}`,
])('%s', image => expect(isImageReference(image)).toBe(true))

test.each([
  '',
  'NGINX',
  'a b',
  'a___b',
  'nginx:',
  'nginx:a:b',
  '/x',
  'x/',
  'x@sha256:12',
  `x:${'a'.repeat(129)}`,
])('not %j', image => expect(isImageReference(image)).toBe(false))

test('a long text is looked at in no time', () => {
  expect(isImageReference(`${'a-'.repeat(50_000)}!`)).toBe(false)
})
