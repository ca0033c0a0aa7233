import { expect, test } from 'vitest'
import type { EndpointSlice } from '../../src/api/types.gen.ts'
import { errorText } from '../../src/apimachinery/validation/field.ts'
import { endpointSlice } from '../../src/kinds/endpointslice.ts'
import type { WriteContext } from '../../src/kinds/kind.ts'

const context = {} as WriteContext
const slice = (more: Partial<EndpointSlice> = {}): EndpointSlice => ({
  metadata: { name: 'x' },
  addressType: 'IPv4',
  ...more,
})
const errors = (more: Partial<EndpointSlice>) => endpointSlice.validate(slice(more), context).map(errorText)

test('defaults: ports have names and protocols, empty lists are null', () => {
  const given = slice({ ports: [{ port: 80 }], endpoints: [] })
  endpointSlice.setDefaults!(given)
  expect(given).toMatchObject({ ports: [{ name: '', port: 80, protocol: 'TCP' }], endpoints: null })
})

test('the generation counts what the slice says and its labels, not its annotations', () => {
  const old = slice({ metadata: { name: 'x', generation: 3 }, ports: [{ name: '', port: 80, protocol: 'TCP' }] })
  const updated = (change: Partial<EndpointSlice>) => {
    const object = { ...structuredClone(old), ...change }
    endpointSlice.prepareForUpdate!(object, old, context)
    return object.metadata.generation
  }
  expect(updated({ metadata: { name: 'x', generation: 3, annotations: { a: 'b' } } })).toBe(3)
  expect(updated({ metadata: { name: 'x', generation: 3, labels: { a: 'b' } } })).toBe(4)
  expect(updated({ endpoints: [{ addresses: ['10.0.0.1'], conditions: {} }] })).toBe(4)
})

test('refuses addresses of another type, of no use and wrong ports', () => {
  expect(errors({ addressType: 'IP' })).toEqual([
    'addressType: Unsupported value: "IP": supported values: "FQDN", "IPv4", "IPv6"',
  ])
  expect(errors({ endpoints: [{ addresses: [], conditions: {} }, { addresses: ['fd00::1', '127.0.0.1'] }] })).toEqual([
    'endpoints[0].addresses: Required value: must contain at least 1 address',
    'endpoints[1].addresses[0]: Invalid value: "fd00::1": must be an IPv4 address',
    'endpoints[1].addresses[1]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
  ])
  const port = { name: 'a', port: 0, protocol: 'TCP' }
  expect(errors({ ports: [port, { ...port, port: 1 }] })).toEqual([
    'ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
    'ports[1].name: Duplicate value: "a"',
  ])
})

test('a row shows three of each', () => {
  const endpoints = ['1', '2', '3', '4'].map(n => ({ addresses: [`10.0.0.${n}`] }))
  expect(endpointSlice.row!(slice({ endpoints }), new Date()).slice(1, 4)).toEqual([
    'IPv4',
    '<unset>',
    '10.0.0.1,10.0.0.2,10.0.0.3 + 1 more...',
  ])
})
