import { expect, test } from 'vitest'
import type { ApiResource } from '../../../src/api/discovery.ts'
import { Discovery } from '../../../src/cli/resource/discovery.ts'

const type = (resource: string): ApiResource => ({
  group: 'example.com',
  version: 'v1',
  resource,
  singular: resource,
  kind: resource,
  namespaced: true,
  verbs: [],
})

test('what was found is remembered, and taken for served until something is not found', () => {
  const shirts = type('shirts')
  const first = new Discovery([shirts])
  expect(first.news).toBeUndefined()
  first.found(shirts)
  expect(first.news).toEqual([shirts])

  const later = new Discovery([], [shirts])
  expect(later.all).toEqual([shirts])
  expect(later.news).toBeUndefined()
  later.refresh()
  expect(later.all).toEqual([])
  expect(later.news).toEqual([])
})
