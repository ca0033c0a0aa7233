import { describe, expect, test } from 'vitest'
import { isImageReference, parseImageReference } from '../../src/apimachinery/image-reference.ts'

const INVALID = 'invalid reference format'
const DIGEST = `sha256:${'a'.repeat(64)}`

describe('the form of an image’s name', () => {
  test.each([
    'nginx',
    'nginx:1.27',
    'localhost/x',
    'Foo/x',
    'reg.example.com:5000/team/app:v1',
    'a__b/c-d/e--f',
    `redis@${DIGEST}`,
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
})

describe('an image’s name in full', () => {
  test.each([
    ['nginx', 'docker.io/library/nginx', '', ''],
    ['nginx:1.27', 'docker.io/library/nginx', '1.27', ''],
    ['team/app', 'docker.io/team/app', '', ''],
    ['index.docker.io/nginx', 'docker.io/library/nginx', '', ''],
    ['k8s.gcr.io/pause:3.9', 'k8s.gcr.io/pause', '3.9', ''],
    ['localhost/a/b_c__d-e.f', 'localhost/a/b_c__d-e.f', '', ''],
    ['localhost:5000/app', 'localhost:5000/app', '', ''],
    ['[::1]:5000/app:v1', '[::1]:5000/app', 'v1', ''],
    ['Registry/app', 'Registry/app', '', ''],
    [`app:v1@${DIGEST}`, 'docker.io/library/app', 'v1', DIGEST],
    [`${'a'.repeat(64)}x`, `docker.io/library/${'a'.repeat(64)}x`, '', ''],
  ])('%s', (image, name, tag, digest) => expect(parseImageReference(image)).toEqual({ name, tag, digest }))

  test.each([
    ['', INVALID],
    ['app::1', INVALID],
    ['app:', INVALID],
    ['a b', INVALID],
    ['-app', INVALID],
    ['app@sha256:ab', INVALID],
    ['http://example.com/app', INVALID],
    ['Nginx:1', `${INVALID}: repository name (library/Nginx) must be lowercase`],
    ['registry.io:5000/Foo/bar', `${INVALID}: repository name (Foo/bar) must be lowercase`],
    ['a'.repeat(64), `invalid repository name (${'a'.repeat(64)}), cannot specify 64-byte hexadecimal strings`],
    [`x/${'b'.repeat(260)}`, 'repository name must not be more than 255 characters'],
  ])('%s is none: %s', (image, problem) => expect(parseImageReference(image)).toEqual({ problem }))
})
