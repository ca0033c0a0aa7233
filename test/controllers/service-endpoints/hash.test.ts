import { expect, test } from 'vitest'
import {
  endpointPortText,
  fnv128a,
  slicePortText,
  sortByHash,
} from '../../../src/controllers/service-endpoints/hash.ts'

const ports = [
  { name: 'http', port: 8080, protocol: 'TCP' },
  { name: 'https', port: 8443, protocol: 'TCP' },
  { name: 'dns', port: 53, protocol: 'UDP' },
  { name: 'dns-tcp', port: 53, protocol: 'TCP' },
  { name: 'sctp', port: 9999, protocol: 'SCTP' },
]

test('the hash is FNV-1a of 128 bits', () => {
  const prime = 309485009821345068724781371n
  const reference = (text: string) => {
    let hash = 144066263297769815596495629667062367629n
    for (const byte of Buffer.from(text)) hash = ((hash ^ BigInt(byte)) * prime) & ((1n << 128n) - 1n)
    return hash.toString(16).padStart(32, '0')
  }
  for (const text of ['', 'a', 'foobar', 'é€𝄞', 'x'.repeat(1000)]) expect(fnv128a(text)).toBe(reference(text))
})

test('ports come in the orders that were seen on a real cluster', () => {
  const names = (text: typeof endpointPortText) => sortByHash(ports, text).map(p => p.name)
  expect(names(endpointPortText)).toEqual(['http', 'dns-tcp', 'dns', 'sctp', 'https'])
  expect(names(slicePortText)).toEqual(['http', 'dns', 'dns-tcp', 'https', 'sctp'])
})
