import { expect, test } from 'vitest'
import { formatOf } from '../../../src/server/request/accept.ts'

test.each([
  [undefined, 'json'],
  ['*/*', 'json'],
  ['application/json', 'json'],
  ['application/yaml', 'yaml'],
  ['text/html, application/*;q=0.9', 'json'],
  ['application/json;as=Table;v=v1;g=meta.k8s.io,application/json', 'json'],
  ['application/vnd.kubernetes.protobuf,application/json', 'json'],
  ['application/json;q=0.5, application/yaml', 'yaml'],
  ['application/json;stream=watch', 'json'],
])('Accept %s', (header, format) => {
  expect(formatOf(header)).toBe(format)
})

test('Protobuf alone, and nonsense, is not acceptable', () => {
  for (const header of ['application/vnd.kubernetes.protobuf', ';;,=', 'application/json;q=0', 'text/html'])
    expect(() => formatOf(header)).toThrow('only the following media types are accepted: application/json')
})
