import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  familyOf,
  ipBytes,
  ipOfBytes,
  ipText,
  ipv4ToNumber,
  numberToIPv4,
  parseIP,
} from '../../../src/apimachinery/net/ip.ts'

describe('parseIP', () => {
  test.each([
    ['10.9.8.7', '10.9.8.7'],
    ['010.009.008.0007', '10.9.8.7'],
    ['::ffff:1.2.3.4', '1.2.3.4'],
    ['::FFFF:0102:0304', '1.2.3.4'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4'],
    ['::', '::'],
    ['1::', '1::'],
    ['64:ff9b::1.2.3.4', '64:ff9b::102:304'],
    ['00001::', '1::'],
  ])('%s is %s', (text, canonical) => {
    expect(ipText(parseIP(text)!)).toBe(canonical)
  })

  test.each([
    '',
    'hello',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '1.2.3.',
    '1.2.3.x',
    '-1.2.3.4',
    '1.2.3.4 ',
    '0x7f.1.1.1',
    ':',
    ':::',
    '1:::2',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '12345::',
    'g::',
    'fe80::1%eth0',
    '::1.2.3',
    '1.2.3.4::',
    '1:2:3:4:5:6:7:1.2.3.4',
    '[::1]',
  ])('%j is none', text => {
    expect(parseIP(text)).toBeUndefined()
  })

  test('marks what Kubernetes has come to refuse', () => {
    expect(parseIP('01.2.3.4')).toMatchObject({ leadingZeros: true, mapped: false })
    expect(parseIP('::ffff:1.2.3.4')).toMatchObject({ leadingZeros: false, mapped: true, family: 'IPv4' })
    expect(parseIP('0.0.0.0')).toMatchObject({ leadingZeros: false })
  })

  test('reads what it prints; nothing is thrown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), text => {
        const canonical = ipText(parseIP(text)!)
        expect(parseIP(canonical)!.value).toBe(parseIP(text)!.value)
        expect(ipText(parseIP(canonical)!)).toBe(canonical)
      }),
    )
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f:.]*$/)), text => void parseIP(text)))
    expect(parseIP('1'.repeat(1e6))).toBeUndefined()
  })
})

test('IPv4 addresses as numbers', () => {
  expect(ipv4ToNumber('255.255.255.255')).toBe(2 ** 32 - 1)
  expect(ipv4ToNumber('::1')).toBeUndefined()
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), n => {
      expect(ipv4ToNumber(numberToIPv4(n))).toBe(n)
    }),
  )
})

test('an address tells its family, other text none', () => {
  expect([familyOf('1.2.3.4'), familyOf('::1'), familyOf('None')]).toEqual(['IPv4', 'IPv6', undefined])
})

describe('the bytes of an address', () => {
  test('are those that it can be made of again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), text => {
        const ip = parseIP(text)!
        const bytes = ipBytes(ip)
        expect(bytes.length).toBe(ip.family === 'IPv4' ? 4 : 16)
        expect(ipText(ipOfBytes(bytes)!)).toBe(ipText(ip))
      }),
    )
  })

  test('are in the order of the network', () => {
    expect([...ipBytes(parseIP('10.0.0.255')!)]).toEqual([10, 0, 0, 255])
    expect(ipOfBytes(Buffer.from('00000000000000000000ffff0a000001', 'hex'))).toEqual(
      ipOfBytes(Buffer.from([10, 0, 0, 1])),
    )
    for (const length of [0, 3, 5, 17]) expect(ipOfBytes(Buffer.alloc(length))).toBeUndefined()
  })
})
