import { expect, test } from 'vitest'
import {
  intOrPercentValue,
  scaledValue,
  validateNotMoreThan100Percent,
  validatePositiveIntOrPercent,
} from '../../src/apimachinery/intstr.ts'
import { errorText, path } from '../../src/apimachinery/validation/field.ts'

test('percentages are scaled and rounded', () => {
  expect(scaledValue('25%', 10, true)).toBe(3)
  expect(scaledValue('25%', 10, false)).toBe(2)
  expect(scaledValue(7, 10, true)).toBe(7)
})

test.each([
  [undefined, 'nil value for IntOrString'],
  ['half', 'invalid value for IntOrString: invalid type: string is not a percentage'],
  ['x%', 'invalid value for IntOrString: invalid value "x%": strconv.Atoi: parsing "x": invalid syntax'],
  [
    '99999999999999999999%',
    'invalid value for IntOrString: invalid value "99999999999999999999%": strconv.Atoi: parsing "99999999999999999999": value out of range',
  ],
])('%s is refused', (value, message) => {
  expect(() => scaledValue(value, 10, true)).toThrow(message)
})

test.each([
  [3, 3],
  ['25%', 25],
  ['+3', 3],
  ['0x5', 0],
  ['half', 0],
])('%s counts as %d where only whether it is zero matters', (value, number) => {
  expect(intOrPercentValue(value)).toBe(number)
})

test('refuses negative numbers, text that is no percentage and more than 100%', () => {
  const at = path('spec', 'maxSurge')
  expect(validatePositiveIntOrPercent('half', at).map(errorText)).toEqual([
    `spec.maxSurge: Invalid value: "half": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')`,
  ])
  expect(validatePositiveIntOrPercent(-1, at).map(errorText)).toEqual([
    'spec.maxSurge: Invalid value: -1: must be greater than or equal to 0',
  ])
  expect(validateNotMoreThan100Percent('101%', at).map(errorText)).toEqual([
    'spec.maxSurge: Invalid value: "101%": must not be greater than 100%',
  ])
  expect(validateNotMoreThan100Percent('100%', at)).toEqual([])
})
