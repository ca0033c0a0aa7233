import { expect, test } from 'vitest'
import { errorText } from '../../src/apimachinery/validation/field.ts'
import { ipAddress } from '../../src/kinds/ipaddress.ts'
import type { WriteContext } from '../../src/kinds/kind.ts'
import { serviceCIDR } from '../../src/kinds/servicecidr.ts'

const context = {} as WriteContext
const range = (...cidrs: string[]) => ({ metadata: { name: 'x' }, spec: { cidrs } })

test('ranges: one or two, of different families, well-formed', () => {
  const errors = (...cidrs: string[]) => serviceCIDR.validate(range(...cidrs), context).map(errorText)
  expect(errors()).toEqual(['spec.cidrs: Required value: at least one CIDR required'])
  expect(errors('10.0.0.0/24', 'fd00::/64')).toEqual([])
  expect(errors('10.0.0.0/24', '10.1.0.0/24')[0]).toContain('may specify no more than one IP for each IP family')
  expect(errors('10.0.0.1/24')).toEqual([
    'spec.cidrs[0]: Invalid value: "10.0.0.1/24": must not have bits set beyond the prefix length',
  ])
})

test('ranges stay, but another family may be added', () => {
  const update = (before: string[], after: string[]) =>
    serviceCIDR.validateUpdate(range(...after), range(...before), context).map(e => e.field)
  expect(update(['10.0.0.0/24'], ['10.0.0.0/24', 'fd00::/64'])).toEqual([])
  expect(update(['10.0.0.0/24'], ['10.1.0.0/24'])).toEqual(['spec.cidrs[0]'])
  expect(update(['10.0.0.0/24', 'fd00::/64'], ['10.0.0.0/24'])).toEqual(['spec.cidrs'])
})

test('addresses are named in canonical form and belong to something', () => {
  expect(ipAddress.validateName('10.0.0.1', false)).toEqual([])
  expect(ipAddress.validateName('FD00::1', false)).toEqual(['must be a canonical format IP address'])
  expect(ipAddress.validateName('x', false)).toEqual(['ParseAddr("x"): unable to parse IP'])
  const parentRef = { resource: 'services', namespace: 'default', name: 'web' }
  const address = { metadata: { name: '10.0.0.1' }, spec: { parentRef } }
  expect(ipAddress.row!(address as never, new Date())).toEqual(['10.0.0.1', 'services/default/web'])
  expect(ipAddress.validate({ metadata: {}, spec: { parentRef: {} } } as never, context).map(e => e.field)).toEqual([
    'spec.parentRef.resource',
    'spec.parentRef.name',
  ])
})
