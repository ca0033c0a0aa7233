import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto'
import { commonName, serialNumber, signCertificate } from '../../apimachinery/x509/certificate.ts'
import { alternativeNames, authorityKeyId, subjectKeyId, usageExtensions } from '../../apimachinery/x509/extensions.ts'

/** A key and its certificate, in PEM. */
export interface KeyPair {
  key: string
  certificate: string
}

const AUTHORITY = commonName('kubette-ca')
const DAY = 24 * 3600 * 1000
/** Certificates begin a little earlier: clocks differ. */
const BACKDATE = 300_000
const AUTHORITY_DAYS = 3650
const SERVING_DAYS = 365

/** A new certificate authority. */
export function createAuthority(now: Date): KeyPair {
  const pair = newKeys()
  const certificate = signCertificate(
    {
      serialNumber: serialNumber(randomBytes(16)),
      issuer: AUTHORITY,
      subject: AUTHORITY,
      publicKey: pair.publicKey,
      validity: validFor(AUTHORITY_DAYS, now),
      extensions: [
        ...usageExtensions(['digital signature', 'key encipherment', 'cert sign'], true),
        subjectKeyId(pair.publicKey),
      ],
    },
    pair.privateKey,
  )
  return { key: pair.pem, certificate }
}

/** A certificate for a server that answers at some names and addresses. */
export function issueServingCertificate(authority: KeyPair, names: readonly string[], now: Date): KeyPair {
  const pair = newKeys()
  const authorityKey = createPrivateKey(authority.key)
  const authorityPublic = createPublicKey(authorityKey).export({ type: 'spki', format: 'der' })
  const certificate = signCertificate(
    {
      serialNumber: serialNumber(randomBytes(16)),
      issuer: AUTHORITY,
      subject: commonName('kube-apiserver'),
      publicKey: pair.publicKey,
      validity: validFor(SERVING_DAYS, now),
      extensions: [
        ...usageExtensions(['digital signature', 'key encipherment', 'server auth']),
        authorityKeyId(authorityPublic),
        alternativeNames(names),
      ],
    },
    authorityKey,
  )
  return { key: pair.pem, certificate }
}

/** Whether an authority can still sign a certificate that is valid for as long as ours are. */
export function isUsable(authority: KeyPair, now: Date): boolean {
  try {
    const certificate = new X509Certificate(authority.certificate)
    const until = Date.parse(certificate.validTo)
    return until > now.getTime() + SERVING_DAYS * DAY && certificate.checkPrivateKey(createPrivateKey(authority.key))
  } catch {
    return false
  }
}

function newKeys() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    privateKey,
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
  }
}

function validFor(days: number, now: Date): { from: Date; to: Date } {
  const from = now.getTime() - BACKDATE
  return { from: new Date(from), to: new Date(from + days * DAY) }
}
