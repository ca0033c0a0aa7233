import { generateKeyPairSync, sign } from 'node:crypto'
import type { Random } from '../../apimachinery/random.ts'
import * as der from './der.ts'

const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2'
const COMMON_NAME = '2.5.4.3'
const EXTENSION_REQUEST = '1.2.840.113549.1.9.14'
const SUBJECT_ALT_NAME = '2.5.29.17'
const KEY_USAGE = '2.5.29.15'
const EXTENDED_KEY_USAGE = '2.5.29.37'
const BASIC_CONSTRAINTS = '2.5.29.19'

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

/**
 * A certificate in PEM for a request in PEM, signed by an authority that exists for this signature only: nobody has its key. Throws a
 * RangeError for what is no request.
 */
export function issueCertificate(
  request: string,
  usages: readonly string[],
  validity: { from: Date; to: Date },
  random: Random,
): string {
  const [outer] = der.readValues(pemBytes(request))
  const [info] = der.readValues(outer!.content)
  const [, subject, publicKey, attributes] = der.readValues(info!.content)
  const algorithm = der.value(der.SEQUENCE, der.objectId(ECDSA_WITH_SHA256))
  const extensions = [...usageExtensions(usages), ...alternativeNames(attributes)]
  const body = der.value(
    der.SEQUENCE,
    der.value(0xa0, der.value(der.INTEGER, Buffer.from([2]))),
    der.value(der.INTEGER, serialNumber(random)),
    algorithm,
    issuer(),
    der.value(der.SEQUENCE, der.time(validity.from), der.time(validity.to)),
    subject!.bytes,
    publicKey!.bytes,
    der.value(0xa3, der.value(der.SEQUENCE, ...extensions)),
  )
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signature = der.value(der.BIT_STRING, Buffer.from([0]), sign('sha256', body, privateKey))
  const base64 = der.value(der.SEQUENCE, body, algorithm, signature).toString('base64')
  return `-----BEGIN CERTIFICATE-----\n${base64.match(/.{1,64}/g)!.join('\n')}\n-----END CERTIFICATE-----\n`
}

function pemBytes(text: string): Buffer {
  const [, base64 = ''] = /-----BEGIN [^-]+-----([\s\S]+?)-----END/.exec(text) ?? []
  return Buffer.from(base64, 'base64')
}

function serialNumber(random: Random): Buffer {
  const bytes = Buffer.from(random.uuid().replaceAll('-', ''), 'hex')
  bytes[0] = (bytes[0]! & 0x7f) | 0x40
  return bytes
}

function issuer(): Buffer {
  const name = der.value(der.SEQUENCE, der.objectId(COMMON_NAME), der.value(der.UTF8_STRING, Buffer.from('kubernetes')))
  return der.value(der.SEQUENCE, der.value(der.SET, name))
}

function usageExtensions(usages: readonly string[]): Buffer[] {
  const bits = usages.flatMap(usage => KEY_USAGES[usage] ?? [])
  const byte = bits.reduce((all, bit) => all | (0x80 >> bit), 0)
  const extended = usages.flatMap(usage => EXTENDED_USAGES[usage] ?? []).map(der.objectId)
  return [
    ...(bits.length ? [extension(KEY_USAGE, der.value(der.BIT_STRING, Buffer.from([trailingZeros(byte), byte])))] : []),
    ...(extended.length ? [extension(EXTENDED_KEY_USAGE, der.value(der.SEQUENCE, ...extended), false)] : []),
    extension(BASIC_CONSTRAINTS, der.value(der.SEQUENCE)),
  ]
}

function trailingZeros(byte: number): number {
  return byte === 0 ? 0 : 31 - Math.clz32(byte & -byte)
}

function extension(id: string, content: Buffer, critical = true): Buffer {
  const flag = critical ? [der.value(der.BOOLEAN, Buffer.from([0xff]))] : []
  return der.value(der.SEQUENCE, der.objectId(id), ...flag, der.value(der.OCTET_STRING, content))
}

/** The other names that a request asks for, as they stand in it. */
function alternativeNames(attributes: der.Value | undefined): Buffer[] {
  if (attributes?.tag !== 0xa0) return []
  for (const { content } of der.readValues(attributes.content)) {
    const [id, set] = der.readValues(content)
    if (!id?.bytes.equals(der.objectId(EXTENSION_REQUEST)) || !set) continue
    const [list] = der.readValues(set.content)
    return der
      .readValues(list?.content ?? Buffer.alloc(0))
      .filter(e => der.readValues(e.content)[0]?.bytes.equals(der.objectId(SUBJECT_ALT_NAME)))
      .map(e => e.bytes)
  }
  return []
}
