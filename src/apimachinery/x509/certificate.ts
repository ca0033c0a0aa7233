import { type KeyObject, sign } from 'node:crypto'
import * as der from './der.ts'

const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2'
const COMMON_NAME = '2.5.4.3'

/** What a certificate says, in DER where it is a Buffer: https://www.rfc-editor.org/rfc/rfc5280#section-4.1. */
export interface CertificateContents {
  serialNumber: Buffer
  issuer: Buffer
  subject: Buffer
  /** SubjectPublicKeyInfo. */
  publicKey: Buffer
  validity: { from: Date; to: Date }
  extensions: readonly Buffer[]
}

/** A certificate in PEM, signed with a P-256 key. */
export function signCertificate(contents: CertificateContents, key: KeyObject): string {
  const { serialNumber, issuer, subject, publicKey, validity, extensions } = contents
  const algorithm = der.value(der.SEQUENCE, der.objectId(ECDSA_WITH_SHA256))
  const body = der.value(
    der.SEQUENCE,
    der.value(0xa0, der.value(der.INTEGER, Buffer.from([2]))),
    der.value(der.INTEGER, serialNumber),
    algorithm,
    issuer,
    der.value(der.SEQUENCE, der.time(validity.from), der.time(validity.to)),
    subject,
    publicKey,
    der.value(0xa3, der.value(der.SEQUENCE, ...extensions)),
  )
  const signature = der.value(der.BIT_STRING, Buffer.from([0]), sign('sha256', body, key))
  return toPem('CERTIFICATE', der.value(der.SEQUENCE, body, algorithm, signature))
}

/** A name that consists of a common name only. */
export function commonName(text: string): Buffer {
  const name = der.value(der.SEQUENCE, der.objectId(COMMON_NAME), der.value(der.UTF8_STRING, Buffer.from(text)))
  return der.value(der.SEQUENCE, der.value(der.SET, name))
}

/** A serial number of 16 random bytes: positive, and of full length. */
export function serialNumber(random: Buffer): Buffer {
  const bytes = Buffer.from(random)
  bytes[0] = (bytes[0]! & 0x7f) | 0x40
  return bytes
}

function toPem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g)!
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/** The bytes of the first block of a PEM text; none where there is no block. */
export function fromPem(text: string): Buffer {
  const [, base64 = ''] = /-----BEGIN [^-]+-----([\s\S]+?)-----END/.exec(text) ?? []
  return Buffer.from(base64, 'base64')
}
