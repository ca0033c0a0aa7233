import { expect, test } from 'vitest'
import { resourcePath } from '../../src/client/client.ts'
import { PathSegmentError } from '../../src/client/path-segment.ts'

const configmaps = { group: '', version: 'v1', resource: 'configmaps' }

test('names and namespaces that cannot be part of a path are refused', () => {
  const refusal = (namespace: string, name?: string) => {
    try {
      return resourcePath(configmaps, namespace, name)
    } catch (error) {
      if (!(error instanceof PathSegmentError)) throw error
      return error.message
    }
  }
  expect(refusal('default', '')).toBe('resource name may not be empty')
  expect(refusal('default', '.')).toBe(`invalid resource name ".": [may not be '.']`)
  expect(refusal('default', '..')).toBe(`invalid resource name "..": [may not be '..']`)
  expect(refusal('default', 'a/b%')).toBe(`invalid resource name "a/b%": [may not contain '/' may not contain '%']`)
  expect(refusal('a/b', 'a')).toBe(`invalid namespace "a/b": [may not contain '/']`)
  expect(refusal('')).toBe('/api/v1/configmaps')
  expect(refusal('default', 'a b:c')).toBe('/api/v1/namespaces/default/configmaps/a%20b%3Ac')
})
