import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  milliValueOf,
  newQuantity,
  parseQuantity,
  QuantityError,
  quantityFormat,
  quantityText,
  subtractQuantities,
  wholeValueOf,
} from '../../src/apimachinery/quantity.ts'

/** What a real kubectl prints for each. */
const CANONICAL: [string, string][] = Object.entries({
  '1000m': '1',
  '1024Ki': '1Mi',
  '1000E': '1',
  '1000000E': '1',
  m: '0',
  '.': '0',
  '-': '0',
  '1.500': '1.500',
  '+5Ki': '+5Ki',
  '007': '007',
  '0.5Gi': '512Mi',
  '1e3': '1e3',
  '1E3': '1E3',
  '1E': '1E',
  '1e21': '1e21',
  '1e22': '10e21',
  '100e400': '1e402',
  '1e-20': '1e-9',
  '-1': '-1',
  '-1500m': '-1500m',
  '16Ei': '9223372036854775807',
  '0.1m': '100u',
  '0.0000000001': '1n',
  '1000Ki': '1000Ki',
  '512': '512',
  '1536Ki': '1536Ki',
  '0.5Ki': '512',
  '0.3Ki': '307200m',
  '99999999999999999999': '99999999999999999999',
  '123456789012345678901234567890m': '123456789012345678901234567890m',
  '12e6': '12e6',
  '1.1Gi': '1181116006400m',
  '1000u': '1m',
  '00': '0',
  '-0': '0',
  '0Ki': '0',
  '0e5': '0',
  '.5': '500m',
  '1.': '1.',
  '1.Ki': '1.Ki',
  '8Ki': '8Ki',
  '1e9': '1e9',
  '1000G': '1T',
  '1e+3': '1e+3',
  '1e-3': '1e-3',
  '1.5e3': '1500',
  '12345678901234567.89': '12345678901234567890m',
  '0.00000000001Gi': '10737419n',
  '0.0001Ki': '102400u',
  '-0.0000000001': '-1n',
  '-5Ki': '-5Ki',
  '-0.5Ki': '-512',
  '9223372036854775808': '9223372036854775808',
  '9223372036854775807Ki': '9223372036854775807',
  '1.5Ei': '1536Pi',
  '1e18': '1e18',
  '1e19': '10e18',
  '123E': '123E',
  '1234567E': '1234567E',
  '2048.0': '2048',
  '010Mi': '010Mi',
  '-010Mi': '-010Mi',
  '1e0': '1e0',
  '1e00': '1e00',
  '1e-10': '1e-9',
  '12e-1': '1200e-3',
  '1.0': '1',
  '1000': '1k',
  '1500': '1500',
  '1000k': '1M',
  '15e-10': '2e-9',
})

const WRONG_FORMAT = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"

describe('parsing', () => {
  test.each(CANONICAL)('%s is %s', (text, canonical) => {
    expect(quantityText(parseQuantity(text))).toBe(canonical)
    expect(canonicalQuantity(text)).toBe(canonical)
  })

  test.each([
    ['', WRONG_FORMAT],
    ['1.5.5', WRONG_FORMAT],
    ['0x1', WRONG_FORMAT],
    [' 1', WRONG_FORMAT],
    ['é', WRONG_FORMAT],
    ['1ki', "unable to parse quantity's suffix"],
    ['1K', "unable to parse quantity's suffix"],
    ['1e', "unable to parse quantity's suffix"],
    ['1Kii', "unable to parse quantity's suffix"],
    ['5m5', "unable to parse quantity's suffix"],
    ['--1', "unable to parse quantity's suffix"],
  ])('%j is refused', (text, message) => {
    expect(() => parseQuantity(text)).toThrow(new QuantityError(message))
  })

  test('numbers in JSON and white space around strings are taken', () => {
    expect(canonicalQuantity(1.5)).toBe('1500m')
    expect(canonicalQuantity(' 1000m ')).toBe('1')
  })

  test('an exponent that would take all memory is refused', () => {
    expect(() => parseQuantity('5e2147483648')).toThrow(QuantityError)
    expect(canonicalQuantity('1e-2147483648')).toBe('1e-9')
  })

  test('long texts are read in reasonable time', () => {
    const zeros = '0'.repeat(20000)
    expect(() => parseQuantity(`${zeros}x`)).toThrow(QuantityError)
    expect(() => parseQuantity(`1${zeros}.${zeros}m${zeros}.`)).toThrow(QuantityError)
    expect(canonicalQuantity(`1${zeros}1`)).toBe(`1${zeros}1`)
    expect(canonicalQuantity(`1${zeros}`)).toBe('100')
    expect(canonicalQuantity(`0.${zeros}1`)).toBe('1n')
  })

  test('never throws anything else, and the canonical form is canonical', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[+-]?[0-9.]{1,30}([eEinumkKMGTP]{0,2}[-+]?[0-9]{0,3})$/))
    fc.assert(
      fc.property(text, input => {
        let quantity = newQuantity(0)
        try {
          quantity = parseQuantity(input)
        } catch (error) {
          expect(error).toBeInstanceOf(QuantityError)
          return
        }
        const { unscaled, exponent, format } = quantity
        const printed = quantityText({ unscaled, exponent, format })
        expect(quantityText({ ...parseQuantity(printed), text: undefined } as never)).toBe(printed)
      }),
      { numRuns: 500 },
    )
  })
})

describe('arithmetic', () => {
  test.each([
    ['1Gi', '512Mi', '1536Mi'],
    ['500m', '1.5', '2'],
    ['0', '1Mi', '1Mi'],
    ['1Ki', '1', '1025'],
    ['1', '1Ki', '1025'],
    ['1Gi', '1m', '1073741824001m'],
    ['1n', '1', '1000000001n'],
  ])('%s + %s = %s', (a, b, sum) => {
    expect(addQuantities(a, b)).toBe(sum)
    expect(compareQuantities(subtractQuantities(sum, b), a)).toBe(0)
  })

  test('compares amounts, not texts', () => {
    expect(compareQuantities('1000m', '1')).toBe(0)
    expect(compareQuantities('1Ki', '1k')).toBe(1)
    expect(compareQuantities('-1', '1n')).toBe(-1)
  })

  test('values are rounded up', () => {
    expect([wholeValueOf('1500m'), wholeValueOf('1Gi'), wholeValueOf('1n'), wholeValueOf('0')]).toEqual([
      2,
      2 ** 30,
      1,
      0,
    ])
    expect([milliValueOf('1.5'), milliValueOf('1u'), milliValueOf('250m')]).toEqual([1500, 1, 250])
    expect([quantityFormat('1Gi'), quantityFormat('1'), quantityFormat('1e3')]).toEqual([
      'BinarySI',
      'DecimalSI',
      'DecimalExponent',
    ])
    expect(canonicalQuantity('2048', 'BinarySI')).toBe('2Ki')
  })

  test('addition is that of numbers', () => {
    const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(wholeValueOf(addQuantities(newQuantity(a), newQuantity(b)))).toBe(Number(a + b))
        expect(Math.sign(compareQuantities(newQuantity(a), newQuantity(b)))).toBe(a < b ? -1 : a > b ? 1 : 0)
      }),
    )
  })
})
