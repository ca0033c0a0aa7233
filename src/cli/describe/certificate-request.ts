import { ipOfBytes, ipText } from '../../apimachinery/net/ip.ts'
import { OCTET_STRING, readValues, TRUNCATED, type Value } from '../../apimachinery/x509/der.ts'

/** What a PKCS #10 certificate request asks for. */
export interface CertificateRequest {
  /** The values of the subject's attributes by object identifier, as "2.5.4.10" for the organization. */
  subject: Map<string, string[]>
  dnsNames: string[]
  emailAddresses: string[]
  uris: string[]
  ipAddresses: string[]
}

const PEM = /-----BEGIN CERTIFICATE REQUEST-----\r?\n([A-Za-z0-9+/=\s]*)-----END CERTIFICATE REQUEST-----/
const EXTENSION_REQUEST = '1.2.840.113549.1.9.14'
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17'
const ATTRIBUTES = 0xa0
const BMP_STRING = 0x1e
const [EMAIL, DNS, URI, IP] = [0x81, 0x82, 0x86, 0x87]

/** Parses a certificate request in PEM form (RFC 2986). Throws an Error that says what is wrong. */
export function parseCertificateRequest(pem: string): CertificateRequest {
  const match = PEM.exec(pem)
  if (!match) throw new Error('PEM block type must be CERTIFICATE REQUEST')
  const [request] = readValues(Buffer.from(match[1]!, 'base64'))
  const [info] = readValues(content(request))
  const [, subject, , ...rest] = readValues(content(info))
  const attributes = rest.find(element => element.tag === ATTRIBUTES)
  return { subject: readSubject(content(subject)), ...alternativeNames(attributes) }
}

function content(element: Value | undefined): Buffer {
  if (!element) throw new RangeError(TRUNCATED)
  return element.content
}

function readSubject(der: Buffer): Map<string, string[]> {
  const subject = new Map<string, string[]>()
  for (const set of readValues(der)) {
    for (const attribute of readValues(set.content)) {
      const [type, value] = readValues(attribute.content)
      const oid = objectIdentifier(content(type))
      subject.set(oid, [...(subject.get(oid) ?? []), stringValue(value)])
    }
  }
  return subject
}

function stringValue(element: Value | undefined): string {
  const bytes = content(element)
  return element?.tag === BMP_STRING ? Buffer.from(bytes).swap16().toString('utf16le') : bytes.toString()
}

function objectIdentifier(der: Buffer): string {
  const numbers: number[] = []
  let number = 0
  for (const byte of der) {
    number = number * 128 + (byte & 0x7f)
    if (byte & 0x80) continue
    if (numbers.length === 0) numbers.push(Math.min(2, Math.floor(number / 40)))
    numbers.push(numbers.length === 1 ? number - numbers[0]! * 40 : number)
    number = 0
  }
  return numbers.join('.')
}

function alternativeNames(attributes: Value | undefined): Omit<CertificateRequest, 'subject'> {
  const names = attributes ? extension(attributes.content) : []
  const texts = (tag: number): string[] => names.filter(n => n.tag === tag).map(n => n.content.toString())
  return {
    dnsNames: texts(DNS!),
    emailAddresses: texts(EMAIL!),
    uris: texts(URI!),
    ipAddresses: names.filter(n => n.tag === IP).map(n => addressText(n.content)),
  }
}

function addressText(bytes: Buffer): string {
  const ip = ipOfBytes(bytes)
  // as Go's parser
  if (!ip) throw new RangeError(`x509: cannot parse IP address of length ${bytes.length}`)
  return ipText(ip)
}

/** The general names of the subject alternative name extension that the attributes ask for. */
function extension(attributes: Buffer): Value[] {
  for (const attribute of readValues(attributes)) {
    const [type, values] = readValues(attribute.content)
    if (objectIdentifier(content(type)) !== EXTENSION_REQUEST) continue
    for (const extension of readValues(content(readValues(content(values))[0]))) {
      const [id, ...rest] = readValues(extension.content)
      const value = rest.find(element => element.tag === OCTET_STRING)
      if (objectIdentifier(content(id)) === SUBJECT_ALTERNATIVE_NAME) {
        return readValues(content(readValues(content(value))[0]))
      }
    }
  }
  return []
}
