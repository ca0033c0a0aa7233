import { expect, test } from 'vitest'
import { errorText, path } from '../../../src/apimachinery/validation/field.ts'
import {
  isExtendedResourceName,
  validatePositiveQuantity,
  validateResourceQuantityValue,
} from '../../../src/apimachinery/validation/resource-quantity.ts'

test('amounts of resources', () => {
  const errors = (resource: string, amount: string): string[] =>
    validateResourceQuantityValue(resource, amount, path('limits').key(resource)).map(errorText)
  expect(errors('cpu', '500m')).toEqual([])
  expect(errors('cpu', '-1000m')).toEqual(['limits[cpu]: Invalid value: "-1": must be greater than or equal to 0'])
  expect(errors('pods', '1500m')).toEqual(['limits[pods]: Invalid value: "1500m": must be an integer'])
  expect(errors('nvidia.com/gpu', '0.5')).toEqual(['limits[nvidia.com/gpu]: Invalid value: "500m": must be an integer'])
  expect(validatePositiveQuantity('0', path('storage')).map(errorText)).toEqual([
    'storage: Invalid value: "0": must be greater than zero',
  ])
})

test('extended resources have a foreign domain', () => {
  expect(['nvidia.com/gpu', 'cpu', 'kubernetes.io/x', 'a.b/c d'].map(isExtendedResourceName)).toEqual([
    true,
    false,
    false,
    false,
  ])
})
