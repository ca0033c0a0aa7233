import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { createAuthority, issueServingCertificate, isUsable } from '../../../src/server/tls/authority.ts'

const NOW = new Date('2026-01-01T00:00:00Z')

test('an authority signs certificates for names and addresses', () => {
  const authority = createAuthority(NOW)
  const issuer = new X509Certificate(authority.certificate)
  const { certificate } = issueServingCertificate(authority, ['localhost', '127.0.0.1', '::1'], NOW)
  const serving = new X509Certificate(certificate)
  expect(issuer.ca).toBe(true)
  expect(serving.ca).toBe(false)
  expect(serving.checkIssued(issuer)).toBe(true)
  expect(serving.verify(issuer.publicKey)).toBe(true)
  expect(serving.checkHost('localhost')).toBe('localhost')
  expect(serving.checkHost('evil.example')).toBeUndefined()
  expect(serving.checkIP('127.0.0.1')).toBe('127.0.0.1')
  expect(serving.checkIP('::1')).toBe('::1')
  expect(serving.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
})

test('an authority is good until it would end before what it signs', () => {
  const authority = createAuthority(NOW)
  expect(isUsable(authority, NOW)).toBe(true)
  expect(isUsable(authority, new Date('2035-06-01T00:00:00Z'))).toBe(false)
  expect(isUsable({ ...authority, key: createAuthority(NOW).key }, NOW)).toBe(false)
  expect(isUsable({ key: 'x', certificate: 'y' }, NOW)).toBe(false)
})
