import { describe, expect, it } from 'vitest'
import { CommandError } from '../../../src/cli/errors.ts'
import { describeObject, text } from './fake-client.ts'

/** For O=Org é, OU=One, OU=Two, CN=user; DNS:a.b, DNS:c.d, IP:10.0.0.1, IP:fd00::1, email:x@y.z, URI:spiffe://a/b. */
const CERTIFICATE_REQUEST = `-----BEGIN CERTIFICATE REQUEST-----
MIIBSjCB8QIBADA8MQ8wDQYDVQQKDAZPcmcgw6kxDDAKBgNVBAsMA09uZTEMMAoG
A1UECwwDVHdvMQ0wCwYDVQQDDAR1c2VyMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
QgAEmSpOH09nnm8RseznUen6/X2mIB4+Ajh9p/ospEiRtP2KgL3ZFR3rYcEVuGkS
ZVDYuNB90KKRaKXhXN3phbAtuKBTMFEGCSqGSIb3DQEJDjFEMEIwQAYDVR0RBDkw
N4IDYS5iggNjLmSHBAoAAAGHEP0AAAAAAAAAAAAAAAAAAAGBBXhAeS56hgxzcGlm
ZmU6Ly9hL2IwCgYIKoZIzj0EAwIDSAAwRQIgeTyd4Y8lkrxk8A41czBXwjUJorVO
/7g6RbxMVHCQqOoCIQC16ZGIs1vzfKR0lZqmb9UHPrp9+qkLR6PsAXHAE9etTA==
-----END CERTIFICATE REQUEST-----
`

const pemOf = (der: string) =>
  Buffer.from(`-----BEGIN CERTIFICATE REQUEST-----\n${der}\n-----END CERTIFICATE REQUEST-----\n`).toString('base64')

describe('describe certificate signing request', () => {
  it('reads the subject and the alternative names', async () => {
    const request = {
      apiVersion: 'certificates.k8s.io/v1',
      kind: 'CertificateSigningRequest',
      metadata: { name: 'csr' },
      spec: {
        request: Buffer.from(CERTIFICATE_REQUEST).toString('base64'),
        signerName: 's/x',
        expirationSeconds: 86400,
        username: 'me',
      },
      status: { conditions: [{ type: 'Approved', status: 'True' }], certificate: 'AA==' },
    }
    const description = await describeObject(request)
    expect(description.slice(description.indexOf('Requested'))).toBe(
      text(`
Requested Duration:  24h
Status:              Approved,Issued
Subject:
  Common Name:          user
  Serial Number:        
  Organization:         Org é
  Organizational Unit:  One
                        Two
Subject Alternative Names:
         DNS Names:        a.b
                           c.d
         Email Addresses:  x@y.z
         URIs:             spiffe://a/b
         IP Addresses:     10.0.0.1
                           fd00::1
Events:  <none>
`),
    )
  })

  it.each([
    ['AAAA', 'PEM block type must be CERTIFICATE REQUEST'],
    [pemOf(''), 'asn1: syntax error: data truncated'],
    [pemOf('MAA='), 'asn1: syntax error: data truncated'],
    [pemOf('MIA='), 'asn1: syntax error: data truncated'],
  ])('tells people that %s is no request', async (encoded, problem) => {
    const request = {
      apiVersion: 'certificates.k8s.io/v1',
      kind: 'CertificateSigningRequest',
      metadata: { name: 'csr' },
      spec: { request: encoded },
    }
    await expect(describeObject(request)).rejects.toThrow(new CommandError(`Error parsing CSR: ${problem}`))
  })
})
