import { generateKeyPairSync } from 'node:crypto'
import type { Random } from '../../apimachinery/random.ts'
import { commonName, fromPem, serialNumber, signCertificate } from '../../apimachinery/x509/certificate.ts'
import * as der from '../../apimachinery/x509/der.ts'
import { SUBJECT_ALT_NAME, usageExtensions } from '../../apimachinery/x509/extensions.ts'

const EXTENSION_REQUEST = '1.2.840.113549.1.9.14'

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
  const [outer] = der.readValues(fromPem(request))
  const [info] = der.readValues(outer?.content ?? Buffer.alloc(0))
  const [, subject, publicKey, attributes] = der.readValues(info?.content ?? Buffer.alloc(0))
  if (!subject || !publicKey) throw new RangeError('not a certificate request')
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const contents = {
    serialNumber: serialNumber(Buffer.from(random.hex(32), 'hex')),
    issuer: commonName('kubernetes'),
    subject: subject.bytes,
    publicKey: publicKey.bytes,
    validity,
    extensions: [...usageExtensions(usages), ...requestedNames(attributes)],
  }
  return signCertificate(contents, privateKey)
}

/** The other names that a request asks for, as they stand in it. */
function requestedNames(attributes: der.Value | undefined): Buffer[] {
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
