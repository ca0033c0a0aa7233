import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cidrContains, cidrFirst, cidrText, parseCIDR } from '../../../src/apimachinery/net/cidr.ts'
import { bitsOf, ipText, parseIP } from '../../../src/apimachinery/net/ip.ts'

describe('parseCIDR', () => {
  test.each([
    ['10.96.0.0/12', '10.96.0.0/12'],
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['010.0.0.0/08', '10.0.0.0/8'],
    ['2001:DB8::1/64', '2001:db8::/64'],
    ['::ffff:1.2.3.4/120', '1.2.3.0/24'],
    ['::ffff:1.2.3.4/64', '::/64'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['1.2.3.4/32', '1.2.3.4/32'],
  ])('%s is %s', (text, canonical) => {
    expect(cidrText(parseCIDR(text)!)).toBe(canonical)
  })

  test.each([
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '/8',
    '::/129',
    'x/8',
    '1.2.3.4/1e1',
  ])('%s is none', text => {
    expect(parseCIDR(text)).toBeUndefined()
  })

  test('any range survives being printed; nothing is thrown', () => {
    const ipv4 = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }))
    const ipv6 = fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 }))
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), ([ip, prefix]) => {
        const cidr = parseCIDR(`${ip}/${prefix}`)!
        const again = parseCIDR(cidrText(cidr))!
        expect([again.family, again.base, again.prefix]).toEqual([cidr.family, cidr.base, cidr.prefix])
        const beyond = cidr.base + (1n << BigInt(bitsOf(cidr.family) - cidr.prefix))
        const contains = (value: bigint) => cidrContains(cidr, { family: cidr.family, value })
        expect([cidr.base - 1n, cidr.base, beyond - 1n, beyond].map(contains)).toEqual([false, true, true, false])
        if (cidr.family === cidr.ip.family) expect(cidrContains(cidr, cidr.ip)).toBe(true)
      }),
    )
    fc.assert(
      fc.property(fc.string(), text => {
        parseCIDR(text)
        parseCIDR(`${text}/8`)
      }),
    )
  })
})

test('the first address, and what lies in a range', () => {
  const services = parseCIDR('10.96.0.0/12')!
  expect(ipText(cidrFirst(services))).toBe('10.96.0.0')
  expect(cidrContains(services, parseIP('10.111.255.255')!)).toBe(true)
  expect(cidrContains(services, parseIP('10.112.0.0')!)).toBe(false)
  expect(cidrContains(services, parseIP('::a60:0')!)).toBe(false)
})
