import { createHash } from 'node:crypto'
import { ipBytes, parseIP } from '../net/ip.ts'
import * as der from './der.ts'

export const SUBJECT_ALT_NAME = '2.5.29.17'
const SUBJECT_KEY_ID = '2.5.29.14'
const KEY_USAGE = '2.5.29.15'
const BASIC_CONSTRAINTS = '2.5.29.19'
const AUTHORITY_KEY_ID = '2.5.29.35'
const EXTENDED_KEY_USAGE = '2.5.29.37'

const DNS_NAME = 0x82
const IP_ADDRESS = 0x87

/** The bits of keyUsage, counted from the left. */
const KEY_USAGES: Record<string, number> = {
  'digital signature': 0,
  signing: 0,
  'content commitment': 1,
  'key encipherment': 2,
  'data encipherment': 3,
  'key agreement': 4,
  'cert sign': 5,
  'crl sign': 6,
}
const EXTENDED_USAGES: Record<string, string> = {
  any: '2.5.29.37.0',
  'server auth': '1.3.6.1.5.5.7.3.1',
  'client auth': '1.3.6.1.5.5.7.3.2',
  'code signing': '1.3.6.1.5.5.7.3.3',
  'email protection': '1.3.6.1.5.5.7.3.4',
  timestamping: '1.3.6.1.5.5.7.3.8',
}

/** What a certificate may be used for, in Kubernetes' words; others than those of X.509 are left out. */
export function usageExtensions(usages: readonly string[], isAuthority = false): Buffer[] {
  const bits = usages.flatMap(usage => KEY_USAGES[usage] ?? [])
  const byte = bits.reduce((all, bit) => all | (0x80 >> bit), 0)
  const extended = usages.flatMap(usage => EXTENDED_USAGES[usage] ?? []).map(der.objectId)
  const authority = isAuthority ? [der.value(der.BOOLEAN, Buffer.from([0xff]))] : []
  return [
    ...(bits.length ? [extension(KEY_USAGE, der.value(der.BIT_STRING, Buffer.from([trailingZeros(byte), byte])))] : []),
    ...(extended.length ? [extension(EXTENDED_KEY_USAGE, der.value(der.SEQUENCE, ...extended), false)] : []),
    extension(BASIC_CONSTRAINTS, der.value(der.SEQUENCE, ...authority)),
  ]
}

/** The names and addresses that a server's certificate is for. */
export function alternativeNames(names: readonly string[]): Buffer {
  const values = names.map(name => {
    const ip = parseIP(name)
    return ip ? der.value(IP_ADDRESS, ipBytes(ip)) : der.value(DNS_NAME, Buffer.from(name))
  })
  return extension(SUBJECT_ALT_NAME, der.value(der.SEQUENCE, ...values), false)
}

/** Which key a certificate is of. `publicKey` is its SubjectPublicKeyInfo. */
export function subjectKeyId(publicKey: Buffer): Buffer {
  return extension(SUBJECT_KEY_ID, der.value(der.OCTET_STRING, keyId(publicKey)), false)
}

/** Which key has signed a certificate. */
export function authorityKeyId(publicKey: Buffer): Buffer {
  return extension(AUTHORITY_KEY_ID, der.value(der.SEQUENCE, der.value(0x80, keyId(publicKey))), false)
}

/** Any name for a key will do that its own certificate and those that it signs have in common. */
function keyId(publicKey: Buffer): Buffer {
  return createHash('sha256').update(publicKey).digest().subarray(0, 20)
}

function trailingZeros(byte: number): number {
  return byte === 0 ? 0 : 31 - Math.clz32(byte & -byte)
}

function extension(id: string, content: Buffer, critical = true): Buffer {
  const flag = critical ? [der.value(der.BOOLEAN, Buffer.from([0xff]))] : []
  return der.value(der.SEQUENCE, der.objectId(id), ...flag, der.value(der.OCTET_STRING, content))
}
