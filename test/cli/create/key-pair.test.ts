import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { validateKeyPair } from '../../../src/cli/create/secret/key-pair.ts'

// openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=x -days 36500
const CERT = `-----BEGIN CERTIFICATE-----
MIIBbzCCARWgAwIBAgIUHfoG/YlsomRS5XHSzt3GJ7zlp4IwCgYIKoZIzj0EAwIw
DDEKMAgGA1UEAwwBeDAgFw0yNjExMjIxOTM5MTNaGA8yMTI2MTAyOTE5MzkxM1ow
DDEKMAgGA1UEAwwBeDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNa2/t0+So6l
bG5A7P0octCt+6eqei/jgmoeze+qdZMLd+3sdeCH0ELr/ws7R3Qy30z6Ob0FW/ZS
GJqkoFpAq8OjUzBRMB0GA1UdDgQWBBQ2VxTNIE0rgyM+Pu27Tr8UTAjzNjAfBgNV
HSMEGDAWgBQ2VxTNIE0rgyM+Pu27Tr8UTAjzNjAPBgNVHRMBAf8EBTADAQH/MAoG
CCqGSM49BAMCA0gAMEUCIEv541bMhkeQWOM73TePx6RKbe0tNAy/OGAWr6pggo6s
AiEAinQ4XFZtErwrXQU7rXHqKydh9J1fjAJzvFd9MFDCxIs=
-----END CERTIFICATE-----
`
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgEBvYIE0Y5JmxPzx1
FD3TpmV16jJBbeBUdEGP2Wg0HzShRANCAATWtv7dPkqOpWxuQOz9KHLQrfunqnov
44JqHs3vqnWTC3ft7HXgh9BC6/8LO0d0Mt9M+jm9BVv2UhiapKBaQKvD
-----END PRIVATE KEY-----
`
const pem = (type: 'ec' | 'rsa') =>
  (type === 'ec'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('rsa', { modulusLength: 2048 })
  ).privateKey
    .export({ type: 'pkcs8', format: 'pem' })
    .toString()

const fault = (cert: string, key: string) => {
  try {
    validateKeyPair(cert, key)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

test('a certificate and its key', () => {
  expect(fault(CERT, KEY)).toBeUndefined()
  expect(fault(`words before\n${KEY}${CERT}`, `${CERT}${KEY}`)).toBeUndefined()
})

test("a key of another certificate's", () => {
  expect(fault(CERT, pem('ec'))).toBe('tls: private key does not match public key')
  expect(fault(CERT, pem('rsa'))).toBe('tls: private key type does not match public key type')
})

test('what is no certificate, or no key', () => {
  const other = '-----BEGIN FOO-----\nYQ==\n-----END FOO-----\n'
  expect(fault('text', KEY)).toBe('tls: failed to find any PEM data in certificate input')
  expect(fault(KEY, CERT)).toMatch(/PEM inputs may have been switched$/)
  expect(fault(CERT, CERT)).toBe('tls: found a certificate rather than a key in the PEM for the private key')
  expect(fault(CERT, other)).toMatch(/after skipping PEM blocks of the following types: \[FOO\]$/)
  expect(fault(other.replaceAll('FOO', 'CERTIFICATE'), KEY)).toBe('x509: malformed certificate')
  expect(fault(CERT, other.replaceAll('FOO', 'PRIVATE KEY'))).toBe('tls: failed to parse private key')
})
