import { expect, test } from 'vitest'
import type { EndpointSubset } from '../../src/api/types.gen.ts'
import { errorText } from '../../src/apimachinery/validation/field.ts'
import { endpoints } from '../../src/kinds/endpoints.ts'
import type { WriteContext } from '../../src/kinds/kind.ts'

const errors = (...subsets: unknown[]) =>
  endpoints.validate({ metadata: { name: 'x' }, subsets } as never, {} as WriteContext).map(errorText)

test('refuses subsets without addresses, addresses of no use and wrong ports', () => {
  expect(errors({ ports: [{ port: 80, protocol: 'TCP' }] })).toEqual([
    'subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`',
  ])
  expect(errors({ addresses: [{ ip: '169.254.1.1' }], notReadyAddresses: [{ ip: '' }] })).toEqual([
    'subsets[0].addresses[0].ip: Invalid value: "169.254.1.1": may not be in the link-local range (169.254.0.0/16, fe80::/10)',
    'subsets[0].notReadyAddresses[0].ip: Invalid value: "": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    'subsets[0].notReadyAddresses[0].ip: Invalid value: "": must be a valid IP address',
  ])
  const port = { port: 80, protocol: 'TCP' }
  expect(errors({ addresses: [{ ip: '10.0.0.1' }], ports: [port, { ...port, name: 'a' }] })).toEqual([
    'subsets[0].ports[0].name: Required value',
  ])
})

test('a row shows three of all', () => {
  const row = (...subsets: EndpointSubset[]) =>
    endpoints.row!({ metadata: { name: 'x' }, subsets } as never, new Date())[1]
  const ips = ['10.0.0.1', 'fd00::1']
  const addresses = ips.map(ip => ({ ip }))
  expect(row()).toBe('<none>')
  expect(row({ addresses })).toBe('10.0.0.1,fd00::1')
  expect(row({ notReadyAddresses: addresses, ports: [{ port: 80 }] })).toBe('')
  expect(row({ addresses, ports: [{ port: 80 }, { port: 443 }] }, { addresses })).toBe(
    '10.0.0.1:80,[fd00::1]:80,10.0.0.1:443 + 3 more...',
  )
})
