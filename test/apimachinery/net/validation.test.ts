import { describe, expect, test } from 'vitest'
import {
  isValidCIDR,
  isValidCIDRForLegacyField,
  isValidIPForLegacyField,
  validateEndpointIP,
  warningsForCIDR,
  warningsForIP,
} from '../../../src/apimachinery/net/validation.ts'
import { type ErrorList, path } from '../../../src/apimachinery/validation/field.ts'

const at = path('spec', 'ip')
const details = (errors: ErrorList): string[] => errors.map(e => e.detail)
const NO_IP = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'

test.each([
  ['10.9.8.7', []],
  ['hello', [NO_IP]],
  ['10.96.55.300', [NO_IP]],
  ['010.9.8.7', ['must not have leading 0s']],
  ['::ffff:1.2.3.4', ['must not be an IPv4-mapped IPv6 address']],
  ['2001:DB8::1', []],
])('address %s', (text, faults) => {
  expect(details(isValidIPForLegacyField(at, text))).toEqual(faults)
  expect(isValidIPForLegacyField(at, text, [text])).toEqual([])
})

test.each([
  ['10.0.0.0/8', [], []],
  ['10.0.0.0', ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'], undefined],
  ['010.0.0.0/8', ['must not have leading 0s in IP or prefix length'], undefined],
  ['10.0.0.0/08', ['must not have leading 0s in IP or prefix length'], undefined],
  ['::ffff:1.2.3.0/120', ['must not have an IPv4-mapped IPv6 address'], undefined],
  ['10.0.0.1/8', ['must not have bits set beyond the prefix length'], undefined],
  ['2001:DB8::/64', [], ['must be in canonical form ("2001:db8::/64")']],
])('range %s', (text, legacy, strict) => {
  expect(details(isValidCIDRForLegacyField(at, text))).toEqual(legacy)
  expect(details(isValidCIDR(at, text))).toEqual(strict ?? legacy)
})

describe('warnings', () => {
  test.each([
    ['10.0.0.1', []],
    [
      '10.0.0.01',
      [
        'spec.ip: non-standard IP address "10.0.0.01" will be considered invalid in a future Kubernetes release: use "10.0.0.1"',
      ],
    ],
    ['FE80::1', ['spec.ip: IPv6 address "FE80::1" should be in RFC 5952 canonical format ("fe80::1")']],
  ])('address %s', (text, warnings) => {
    expect(warningsForIP(at, text)).toEqual(warnings)
  })

  test.each([
    ['10.0.0.0/8', []],
    [
      '10.0.0.1/8',
      ['spec.ip: CIDR value "10.0.0.1/8" is ambiguous in this context (should be "10.0.0.0/8" or "10.0.0.1/32"?)'],
    ],
    [
      '010.0.0.0/8',
      [
        'spec.ip: non-standard CIDR value "010.0.0.0/8" will be considered invalid in a future Kubernetes release: use "10.0.0.0/8"',
      ],
    ],
    ['FE80::/64', ['spec.ip: IPv6 CIDR value "FE80::/64" should be in RFC 5952 canonical format ("fe80::/64")']],
  ])('range %s', (text, warnings) => {
    expect(warningsForCIDR(at, text)).toEqual(warnings)
  })
})

test.each([
  ['198.51.100.7', []],
  ['hello', ['must be a valid IP address']],
  ['0.0.0.0', ['may not be unspecified (0.0.0.0)']],
  ['::', ['may not be unspecified (::)']],
  ['127.1.2.3', ['may not be in the loopback range (127.0.0.0/8, ::1/128)']],
  ['::1', ['may not be in the loopback range (127.0.0.0/8, ::1/128)']],
  ['169.254.169.254', ['may not be in the link-local range (169.254.0.0/16, fe80::/10)']],
  ['febf::1', ['may not be in the link-local range (169.254.0.0/16, fe80::/10)']],
  ['fec0::1', []],
  ['224.0.0.251', ['may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)']],
  ['224.0.1.1', []],
  ['ff12::1', ['may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)']],
])('endpoint %s', (text, faults) => {
  expect(details(validateEndpointIP(text, at))).toEqual(faults)
})
