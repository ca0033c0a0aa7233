import { expect, test } from 'vitest'
import { imageNameProblem } from '../../src/kubelet/image-reference.ts'

const INVALID = 'invalid reference format'

test.each([
  'nginx',
  'nginx:1.27',
  'k8s.gcr.io/pause:3.9',
  'localhost/a/b_c__d-e.f',
  'localhost:5000/app',
  '[::1]:5000/app:v1',
  `app:v1@sha256:${'a'.repeat(64)}`,
  'registry.io:5000/foo/bar',
  `${'a'.repeat(64)}x`,
])('%s is the name of an image', image => expect(imageNameProblem(image)).toBeUndefined())

test.each([
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
])('%s is not: %s', (image, problem) => expect(imageNameProblem(image)).toBe(problem))
