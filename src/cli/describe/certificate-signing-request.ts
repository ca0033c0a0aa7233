import type { KubeObject } from '../../api/object.ts'
import type { CertificateSigningRequest } from '../../api/types.gen.ts'
import { humanDuration } from '../../apimachinery/duration.ts'
import { CommandError } from '../errors.ts'
import { type CertificateRequest, parseCertificateRequest } from './certificate-request.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { formatLabels } from './labels.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'
import { rfc1123z } from './times.ts'

const SUBJECT_LISTS = [
  ['Organization', '2.5.4.10'],
  ['Organizational Unit', '2.5.4.11'],
  ['Country', '2.5.4.6'],
  ['Locality', '2.5.4.7'],
  ['Province', '2.5.4.8'],
  ['StreetAddress', '2.5.4.9'],
  ['PostalCode', '2.5.4.17'],
] as const
const COMMON_NAME = '2.5.4.3'
const SERIAL_NUMBER = '2.5.4.5'

/** kubectl describe (CertificateSigningRequestDescriber). */
export async function describeCertificateSigningRequest(object: KubeObject, context: DescribeContext): Promise<string> {
  const { metadata, spec, status } = object as CertificateSigningRequest
  const events = await eventsOf(object, context)
  const request = parse(spec?.request ?? '')
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Labels:\t${formatLabels(metadata.labels)}\n`)
    w.write(0, `Annotations:\t${formatLabels(metadata.annotations)}\n`)
    w.write(0, `CreationTimestamp:\t${rfc1123z(metadata.creationTimestamp)}\n`)
    w.write(0, `Requesting User:\t${spec?.username ?? ''}\n`)
    if (spec?.signerName) w.write(0, `Signer:\t${spec.signerName}\n`)
    const seconds = spec?.expirationSeconds
    if (seconds !== undefined) w.write(0, `Requested Duration:\t${humanDuration(seconds * 1000)}\n`)
    w.write(0, `Status:\t${statusText(status)}\n`)
    writeRequest(w, request)
    writeEvents(w, events, context.now)
  })
}

function parse(base64: string): CertificateRequest {
  try {
    return parseCertificateRequest(Buffer.from(base64, 'base64').toString())
  } catch (error) {
    throw new CommandError(`Error parsing CSR: ${(error as Error).message}`)
  }
}

function statusText(status: CertificateSigningRequest['status']): string {
  const has = (type: string): boolean => status?.conditions?.some(condition => condition.type === type) === true
  const decision = has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending'
  return `${decision}${has('Failed') ? ',Failed' : ''}${status?.certificate ? ',Issued' : ''}`
}

function writeRequest(w: PrefixWriter, request: CertificateRequest): void {
  const { subject, dnsNames, emailAddresses, uris, ipAddresses } = request
  w.write(0, 'Subject:\n')
  w.write(0, `\tCommon Name:\t${subject.get(COMMON_NAME)?.at(-1) ?? ''}\n`)
  w.write(0, `\tSerial Number:\t${subject.get(SERIAL_NUMBER)?.at(-1) ?? ''}\n`)
  for (const [title, oid] of SUBJECT_LISTS) writeList(w, title, subject.get(oid) ?? [])
  if (dnsNames.length + emailAddresses.length + uris.length + ipAddresses.length === 0) return
  w.write(0, 'Subject Alternative Names:\n')
  writeList(w, 'DNS Names', dnsNames)
  writeList(w, 'Email Addresses', emailAddresses)
  writeList(w, 'URIs', uris)
  writeList(w, 'IP Addresses', ipAddresses)
}

function writeList(w: PrefixWriter, title: string, values: readonly string[]): void {
  if (values.length > 0) w.write(0, `\t${title}:\t${values.join('\n\t\t')}\n`)
}
