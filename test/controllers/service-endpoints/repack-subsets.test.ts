import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EndpointSubset } from '../../../src/api/types.gen.ts'
import { repackSubsets } from '../../../src/controllers/service-endpoints/repack-subsets.ts'

const a = { ip: '10.0.0.1' }
const b = { ip: '10.0.0.2' }
const http = { name: 'http', port: 80, protocol: 'TCP' }
const https = { name: 'https', port: 443, protocol: 'TCP' }

test('ports with the same addresses share a subset, others have their own', () => {
  const packed = repackSubsets([
    { addresses: [b], ports: [http] },
    { addresses: [a], ports: [http, https] },
    { notReadyAddresses: [b], ports: [https] },
  ])
  expect(packed).toHaveLength(2)
  expect(packed).toContainEqual({ addresses: [a, b], ports: [http] })
  expect(packed).toContainEqual({ addresses: [a], notReadyAddresses: [b], ports: [https] })
})

test('not ready wins, and subsets without ports stay', () => {
  expect(repackSubsets([{ addresses: [a] }, { addresses: [b], notReadyAddresses: [a] }])).toEqual([
    { addresses: [b], notReadyAddresses: [a] },
  ])
})

test('packing keeps what each port reaches, in an order that does not depend on how it was said', () => {
  const address = fc.record({ ip: fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.10') })
  const port = fc.constantFrom(http, https)
  const subset = fc.record({
    addresses: fc.array(address),
    notReadyAddresses: fc.array(address),
    ports: fc.array(port, { minLength: 1 }),
  })
  const said = (subsets: EndpointSubset[]) => {
    const lines = new Map<string, boolean>()
    for (const { addresses = [], notReadyAddresses = [], ports = [] } of subsets)
      for (const p of ports.length ? ports : [{ name: '' }])
        for (const [list, ready] of [
          [addresses, true],
          [notReadyAddresses, false],
        ] as const)
          for (const { ip } of list) lines.set(`${p.name} ${ip}`, ready && lines.get(`${p.name} ${ip}`) !== false)
    return [...lines].map(([k, v]) => `${k} ${v}`).sort()
  }
  fc.assert(
    fc.property(fc.array(subset, { maxLength: 5 }), subsets => {
      const packed = repackSubsets(subsets)
      expect(said(packed)).toEqual(said(subsets))
      expect(repackSubsets([...subsets].reverse())).toEqual(packed)
      expect(repackSubsets(packed)).toEqual(packed)
    }),
  )
})
