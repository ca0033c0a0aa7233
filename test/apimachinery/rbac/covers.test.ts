import fc from 'fast-check'
import { expect, test } from 'vitest'
import { breakDown, type Rule, uncoveredRules } from '../../../src/apimachinery/rbac/covers.ts'

const some = (...values: string[]) => fc.subarray(values, { minLength: 1 })
const rule: fc.Arbitrary<Rule> = fc.oneof(
  fc.record(
    {
      verbs: some('get', 'list', '*'),
      apiGroups: some('', 'apps', '*'),
      resources: some('pods', 'pods/log', '*/log', '*'),
      resourceNames: some('a', 'b'),
    },
    { requiredKeys: ['verbs', 'apiGroups', 'resources'] },
  ),
  fc.record({ verbs: some('get', '*'), nonResourceURLs: some('/a', '/a/*', '*') }),
)

test('every rule covers itself and all of its parts', () => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 4 }), rules => {
      expect(uncoveredRules(rules, rules)).toEqual([])
      expect(uncoveredRules(rules, rules.flatMap(breakDown))).toEqual([])
    }),
  )
})

test('more rules never cover less', () => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 3 }), rule, fc.array(rule, { maxLength: 3 }), (owners, added, wanted) => {
      const before = uncoveredRules(owners, wanted)
      const after = uncoveredRules([...owners, added], wanted)
      expect(after.length).toBeLessThanOrEqual(before.length)
    }),
  )
})

test('what is not covered is told part by part', () => {
  const owner = { verbs: ['get'], apiGroups: [''], resources: ['pods'] }
  expect(
    uncoveredRules([owner], [{ verbs: ['get', 'list'], apiGroups: [''], resources: ['pods', 'secrets'] }]),
  ).toEqual([
    { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
    { apiGroups: [''], resources: ['secrets'], verbs: ['get'] },
    { apiGroups: [''], resources: ['secrets'], verbs: ['list'] },
  ])
  const named = { ...owner, resourceNames: ['a'] }
  expect(uncoveredRules([named], [owner])).toHaveLength(1)
  expect(uncoveredRules([owner], [named])).toEqual([])
})
