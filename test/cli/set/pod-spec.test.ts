import { expect, test } from 'vitest'
import { matchesName } from '../../../src/cli/set/pod-spec.ts'

// recorded from kubectl v1.33 with the containers abc, abxbc, a and bca
test.each([
  ['a*', 'abc abxbc a bca'],
  ['*c', 'abc abxbc'],
  ['*b*', 'abc abxbc bca'],
  ['ab*bc', 'abc abxbc'],
  ['b*', 'abc abxbc bca'],
  ['*bc*', 'abc abxbc bca'],
  ['a*c', 'abc abxbc'],
  ['**', 'abc abxbc a bca'],
  ['c*', 'abc abxbc bca'],
  ['a', 'a'],
])('%s', (pattern, names) => {
  expect(['abc', 'abxbc', 'a', 'bca'].filter(name => matchesName(name, pattern)).join(' ')).toBe(names)
})
