import type { CertificateSigningRequest } from '../../api/types.gen.ts'
import {
  duplicate,
  type ErrorList,
  forbidden,
  invalid,
  notSupported,
  path,
  required,
} from '../../apimachinery/validation/field.ts'
import { validateSignerName } from '../pod/validation/signer-name.ts'

const MIN_SECONDS = 600
const USAGES = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
]
const DECISIONS = ['Approved', 'Denied', 'Failed']

/** The errors of a request's spec (ValidateCertificateSigningRequestCreate). */
export function validateRequest({ spec }: CertificateSigningRequest): ErrorList {
  const at = path('spec')
  const { request = '', usages = [], signerName = '', expirationSeconds } = spec
  const errors: ErrorList = []
  const pem = Buffer.from(request, 'base64').toString('latin1')
  if (!/-----BEGIN CERTIFICATE REQUEST-----[\s\S]+-----END CERTIFICATE REQUEST-----/.test(pem))
    errors.push(invalid(at.child('request'), request, 'PEM block type must be CERTIFICATE REQUEST'))
  if (usages.length === 0) errors.push(required(at.child('usages'), 'usages is required'))
  const seen = new Set<string>()
  usages.forEach((usage, i) => {
    const where = at.child('usages').index(i)
    if (!USAGES.includes(usage)) errors.push(notSupported(where, usage, USAGES))
    if (seen.has(usage)) errors.push(duplicate(where, usage))
    seen.add(usage)
  })
  if (signerName === 'kubernetes.io/legacy-unknown')
    errors.push(
      invalid(at.child('signerName'), signerName, 'the legacy signerName is not allowed via this API version'),
    )
  else errors.push(...validateSignerName(signerName, at.child('signerName')))
  if (expirationSeconds !== undefined && expirationSeconds < MIN_SECONDS)
    errors.push(
      invalid(
        at.child('expirationSeconds'),
        expirationSeconds,
        'may not specify a duration less than 600 seconds (10 minutes)',
      ),
    )
  return errors
}

/** The errors of what was decided. */
export function validateConditions({ status }: CertificateSigningRequest): ErrorList {
  const at = path('status', 'conditions')
  const errors: ErrorList = []
  const seen = new Set<string>()
  const conditions = status?.conditions ?? []
  conditions.forEach(({ type = '', status: value = '' }, i) => {
    const where = at.index(i)
    if (type === '') errors.push(required(where.child('type')))
    if (value === '') errors.push(required(where.child('status')))
    else if (DECISIONS.includes(type) ? value !== 'True' : !['True', 'False', 'Unknown'].includes(value))
      errors.push(
        notSupported(where.child('status'), value, DECISIONS.includes(type) ? ['True'] : ['False', 'True', 'Unknown']),
      )
    if ((type === 'Approved' && seen.has('Denied')) || (type === 'Denied' && seen.has('Approved')))
      errors.push(invalid(where.child('type'), type, 'Approved and Denied conditions are mutually exclusive'))
    if (seen.has(type)) errors.push(duplicate(where.child('type'), type))
    seen.add(type)
  })
  return errors
}

/** What has been decided stays. */
export function validateKeptConditions(
  { status }: CertificateSigningRequest,
  old: CertificateSigningRequest,
): ErrorList {
  const kept = new Set((status?.conditions ?? []).map(c => c.type))
  return (old.status?.conditions ?? [])
    .filter(c => DECISIONS.includes(c.type) && !kept.has(c.type))
    .map(c => forbidden(path('status', 'conditions'), `updates may not remove a condition of type "${c.type}"`))
}
