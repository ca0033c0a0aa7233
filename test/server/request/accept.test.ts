import { expect, test } from 'vitest'
import { negotiate } from '../../../src/server/request/accept.ts'

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io'

test.each([
  [undefined, 'json', 'application/json'],
  ['*/*', 'json', 'application/json'],
  ['application/json', 'json', 'application/json'],
  ['application/yaml', 'yaml', 'application/json'],
  ['text/html, application/*;q=0.9', 'json', 'application/json'],
  [`${TABLE},application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json`, 'json', TABLE],
  ['application/json;as=Nothing;v=v1;g=meta.k8s.io, application/json', 'json', 'application/json'],
  ['application/vnd.kubernetes.protobuf,application/json', 'json', 'application/json'],
  ['application/json;q=0.5, application/yaml', 'yaml', 'application/json'],
  ['application/json;stream=watch', 'json', 'application/json'],
  [
    'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json',
    'json',
    'application/json;as=APIGroupDiscoveryList;v=v2;g=apidiscovery.k8s.io',
  ],
])('Accept %s', (header, format, accept) => {
  expect(negotiate(header)).toEqual({ format, accept })
})

test('Protobuf alone, and nonsense, is not acceptable', () => {
  for (const header of ['application/vnd.kubernetes.protobuf', ';;,=', 'application/json;q=0'])
    expect(() => negotiate(header)).toThrow('only the following media types are accepted: application/json')
})
