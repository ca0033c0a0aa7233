import { expect, test } from 'vitest'
import type { PodDisruptionBudget, PodDisruptionBudgetSpec } from '../../src/api/types.gen.ts'
import { errorText } from '../../src/apimachinery/validation/field.ts'
import type { WriteContext } from '../../src/kinds/kind.ts'
import { podDisruptionBudget as kind } from '../../src/kinds/poddisruptionbudget.ts'

const context = {} as WriteContext
const budget = (spec: PodDisruptionBudgetSpec): PodDisruptionBudget => ({
  metadata: { name: 'b', generation: 1 },
  spec,
})
const errors = (spec: PodDisruptionBudgetSpec) => kind.validate(budget(spec), context).map(errorText)

test('one limit, a number or a share', () => {
  expect(errors({ minAvailable: 1 })).toEqual([])
  expect(errors({ minAvailable: 1, maxUnavailable: '10%', selector: { matchLabels: { a: 'b' } } })).toEqual([
    'spec: Invalid value: {"MinAvailable":1,"Selector":{"matchLabels":{"a":"b"}},"MaxUnavailable":"10%","UnhealthyPodEvictionPolicy":null}: minAvailable and maxUnavailable cannot be both set',
  ])
  expect(errors({ maxUnavailable: '101%' })).toEqual([
    'spec.maxUnavailable: Invalid value: "101%": must not be greater than 100%',
  ])
  expect(errors({ minAvailable: -1, unhealthyPodEvictionPolicy: 'Never' })).toEqual([
    'spec.minAvailable: Invalid value: -1: must be greater than or equal to 0',
    'spec.unhealthyPodEvictionPolicy: Unsupported value: "Never": supported values: "AlwaysAllow", "IfHealthyBudget"',
  ])
})

test('an empty selector is not the same as none', () => {
  const changed = budget({ minAvailable: 1, selector: {} })
  kind.prepareForUpdate!(changed, budget({ minAvailable: 1 }), context)
  expect(changed.metadata.generation).toBe(2)
})
