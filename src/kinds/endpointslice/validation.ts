import type { DiscoveryV1EndpointPort, Endpoint, EndpointHints, EndpointSlice } from '../../api/types.gen.ts'
import { familyOf } from '../../apimachinery/net/ip.ts'
import { isValidIPForLegacyField, validateEndpointIP } from '../../apimachinery/net/validation.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  invalid,
  notSupported,
  path,
  required,
  tooMany,
} from '../../apimachinery/validation/field.ts'
import { validateImmutableField } from '../../apimachinery/validation/immutable.ts'
import {
  isDNS1123Label,
  isDNS1123Subdomain,
  isFullyQualifiedDomainName,
  isQualifiedName,
  isValidLabelValue,
  isValidPortNum,
} from '../../apimachinery/validation/names.ts'

const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6']
const PROTOCOLS = ['SCTP', 'TCP', 'UDP']
const MAX_ADDRESSES = 100
const MAX_PORTS = 20_000
const MAX_ENDPOINTS = 1000
const MAX_HINTS = 8

/** All errors of a slice but those of its metadata (ValidateEndpointSlice of discovery/validation). */
export function validateEndpointSlice(slice: EndpointSlice): ErrorList {
  const errors: ErrorList = []
  const at = path('addressType')
  if (!slice.addressType) errors.push(required(at))
  else if (!ADDRESS_TYPES.includes(slice.addressType)) errors.push(notSupported(at, slice.addressType, ADDRESS_TYPES))
  const endpoints = slice.endpoints ?? []
  if (endpoints.length > MAX_ENDPOINTS) errors.push(tooMany(path('endpoints'), endpoints.length, MAX_ENDPOINTS))
  else
    endpoints.forEach((endpoint, i) => {
      validateEndpoint(endpoint, slice.addressType, path('endpoints').index(i), errors)
    })
  validatePorts(slice.ports ?? [], path('ports'), errors)
  return errors
}

/** As validateEndpointSlice; the type of the addresses stays as it is. */
export function validateEndpointSliceUpdate(slice: EndpointSlice, old: EndpointSlice): ErrorList {
  return [
    ...validateEndpointSlice(slice),
    ...validateImmutableField(slice.addressType, old.addressType, path('addressType')),
  ]
}

function validateEndpoint(endpoint: Endpoint, type: string, at: FieldPath, errors: ErrorList): void {
  const addressesAt = at.child('addresses')
  const addresses = endpoint.addresses ?? []
  if (addresses.length === 0) errors.push(required(addressesAt, 'must contain at least 1 address'))
  else if (addresses.length > MAX_ADDRESSES) errors.push(tooMany(addressesAt, addresses.length, MAX_ADDRESSES))
  addresses.forEach((address, i) => {
    errors.push(...validateAddress(address, type, addressesAt.index(i)))
  })
  const { nodeName, hostname, hints } = endpoint
  if (nodeName !== undefined)
    errors.push(...isDNS1123Subdomain(nodeName).map(m => invalid(at.child('nodeName'), nodeName, m)))
  if (hostname !== undefined)
    errors.push(...isDNS1123Label(hostname).map(m => invalid(at.child('hostname'), hostname, m)))
  if (hints) validateHints(hints, at.child('hints'), errors)
}

function validateAddress(address: string, type: string, at: FieldPath): ErrorList {
  if (type === 'FQDN') return isFullyQualifiedDomainName(at, address)
  if (type !== 'IPv4' && type !== 'IPv6') return []
  const errors = isValidIPForLegacyField(at, address)
  if (errors.length) return errors
  if (familyOf(address) !== type) errors.push(invalid(at, address, `must be an ${type} address`))
  return [...errors, ...validateEndpointIP(address, at)]
}

function validateHints({ forZones = [], forNodes = [] }: EndpointHints, at: FieldPath, errors: ErrorList): void {
  const check = (list: { name: string }[], listAt: FieldPath, rule: (name: string) => string[]) => {
    if (list.length > MAX_HINTS) {
      errors.push(tooMany(listAt, list.length, MAX_HINTS))
      return
    }
    const names = new Set<string>()
    list.forEach(({ name }, i) => {
      const nameAt = listAt.index(i).child('name')
      if (names.has(name)) errors.push(duplicate(nameAt, name))
      names.add(name)
      errors.push(...rule(name).map(m => invalid(nameAt, name, m)))
    })
  }
  check(forZones, at.child('forZones'), isValidLabelValue)
  check(forNodes, at.child('forNodes'), isDNS1123Subdomain)
}

function validatePorts(ports: DiscoveryV1EndpointPort[], at: FieldPath, errors: ErrorList): void {
  if (ports.length > MAX_PORTS) {
    errors.push(tooMany(at, ports.length, MAX_PORTS))
    return
  }
  const names = new Set<string>()
  ports.forEach(({ name = '', port, protocol, appProtocol }, i) => {
    const portAt = at.index(i)
    if (name) errors.push(...isDNS1123Label(name).map(m => invalid(portAt.child('name'), name, m)))
    if (names.has(name)) errors.push(duplicate(portAt.child('name'), name))
    names.add(name)
    if (port !== undefined) errors.push(...isValidPortNum(port).map(m => invalid(portAt.child('port'), port, m)))
    if (!protocol) errors.push(required(portAt.child('protocol')))
    else if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(portAt.child('protocol'), protocol, PROTOCOLS))
    if (appProtocol !== undefined)
      errors.push(...isQualifiedName(appProtocol).map(m => invalid(portAt.child('appProtocol'), appProtocol, m)))
  })
}
