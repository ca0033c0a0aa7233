import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import type { CertificateSigningRequest } from '../../src/api/types.gen.ts'
import { certificateCleaner } from '../../src/controllers/certificate-cleaner.ts'
import { certificateSigningController } from '../../src/controllers/certificate-signing.ts'
import { FakeCluster } from './fake-cluster.ts'

const REQUESTS = 'certificatesigningrequests.certificates.k8s.io'
/** A P-256 key's request for /CN=jane with the name a.b. */
const REQUEST = `-----BEGIN CERTIFICATE REQUEST-----
MIHrMIGSAgEAMA8xDTALBgNVBAMMBGphbmUwWTATBgcqhkjOPQIBBggqhkjOPQMB
BwNCAAR5Yp+MwgssmNW8fz3etm5eVGBg3NJ97VYWqQpdVAMJJ9ssXSb+UgEGzA1E
9ZaA+Jo2LBya1vhH0k2yIUDyG7CEoCEwHwYJKoZIhvcNAQkOMRIwEDAOBgNVHREE
BzAFggNhLmIwCgYIKoZIzj0EAwIDSAAwRQIhANF61RIfJWDOHcRmCW/aBDVtn+ps
2IQbfO/ztfgROna7AiB+hCq464QFFKo+hthxDo0wwrgJsVeowv9wH85ClQwrtQ==
-----END CERTIFICATE REQUEST-----
`
const APPROVED = { type: 'Approved', status: 'True', lastUpdateTime: '2026-01-01T00:00:00Z' }

function approved(spec: Partial<CertificateSigningRequest['spec']>): CertificateSigningRequest {
  const request = Buffer.from(REQUEST).toString('base64')
  return {
    metadata: { name: 'jane' },
    spec: { request, signerName: 'kubernetes.io/kube-apiserver-client', usages: ['client auth'], ...spec },
    status: { conditions: [APPROVED] },
  }
}

function signed(spec: Partial<CertificateSigningRequest['spec']>) {
  const cluster = new FakeCluster()
  cluster.create(REQUESTS, approved(spec))
  cluster.run([certificateSigningController, certificateCleaner])
  return { cluster, status: cluster.get<CertificateSigningRequest>(REQUESTS, '', 'jane')!.status! }
}

test('an approved request to a signer of ours gets a certificate for what it asks', () => {
  const { status, cluster } = signed({ expirationSeconds: 3600 })
  const certificate = new X509Certificate(Buffer.from(status.certificate!, 'base64'))
  expect(certificate.subject).toBe('CN=jane')
  expect(certificate.issuer).toBe('CN=kubernetes')
  expect(certificate.subjectAltName).toBe('DNS:a.b')
  expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2'])
  expect(certificate.validTo).toBe('Jan  1 00:55:00 2026 GMT')
  expect(cluster.timers.get('jane')).toEqual(new Date('2026-01-01T01:00:00Z'))
})

test('an approved request that cannot be read is let lie', () => {
  for (const bytes of ['', 'MAA=', 'MAIwAA==', 'MIA=', 'MIg=', '////']) {
    const pem = `-----BEGIN CERTIFICATE REQUEST-----\n${bytes}\n-----END CERTIFICATE REQUEST-----\n`
    const { status } = signed({ request: Buffer.from(pem).toString('base64') })
    expect(status, bytes).toEqual({ conditions: [APPROVED] })
  }
})

test('other signers are nobody here, and usages must fit', () => {
  expect(signed({ signerName: 'example.com/x' }).status.certificate).toBeUndefined()
  const { status } = signed({ usages: ['server auth'] })
  expect(status.certificate).toBeUndefined()
  expect(status.conditions![1]).toMatchObject({ type: 'Failed', message: 'usages did not match [server auth]' })
})
