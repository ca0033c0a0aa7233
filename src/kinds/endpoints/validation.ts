import type { EndpointAddress, EndpointPort, Endpoints } from '../../api/types.gen.ts'
import { isValidIPForLegacyField, validateEndpointIP } from '../../apimachinery/net/validation.ts'
import {
  type ErrorList,
  type FieldPath,
  invalid,
  notSupported,
  path,
  required,
} from '../../apimachinery/validation/field.ts'
import {
  isDNS1123Label,
  isDNS1123Subdomain,
  isQualifiedName,
  isValidPortNum,
} from '../../apimachinery/validation/names.ts'

const PROTOCOLS = ['SCTP', 'TCP', 'UDP']

/** All errors of Endpoints but those of its metadata (ValidateEndpoints of core/validation). */
export function validateEndpoints({ subsets = [] }: Endpoints): ErrorList {
  return subsets.flatMap((subset, i) => {
    const at = path('subsets').index(i)
    const { addresses = [], notReadyAddresses = [], ports = [] } = subset
    const errors: ErrorList = []
    if (addresses.length + notReadyAddresses.length === 0)
      errors.push(required(at, 'must specify `addresses` or `notReadyAddresses`'))
    addresses.forEach((address, j) => {
      validateAddress(address, at.child('addresses').index(j), errors)
    })
    notReadyAddresses.forEach((address, j) => {
      validateAddress(address, at.child('notReadyAddresses').index(j), errors)
    })
    ports.forEach((port, j) => {
      validatePort(port, ports.length > 1, at.child('ports').index(j), errors)
    })
    return errors
  })
}

function validateAddress({ ip = '', hostname, nodeName }: EndpointAddress, at: FieldPath, errors: ErrorList): void {
  errors.push(...isValidIPForLegacyField(at.child('ip'), ip))
  if (hostname) errors.push(...isDNS1123Label(hostname).map(m => invalid(at.child('hostname'), hostname, m)))
  if (nodeName !== undefined)
    errors.push(...isDNS1123Subdomain(nodeName).map(m => invalid(at.child('nodeName'), nodeName, m)))
  errors.push(...validateEndpointIP(ip, at.child('ip')))
}

function validatePort(port: EndpointPort, requireName: boolean, at: FieldPath, errors: ErrorList): void {
  const { name, port: number = 0, protocol, appProtocol } = port
  if (name) errors.push(...isDNS1123Label(name).map(m => invalid(at.child('name'), name, m)))
  else if (requireName) errors.push(required(at.child('name')))
  errors.push(...isValidPortNum(number).map(m => invalid(at.child('port'), number, m)))
  if (!protocol) errors.push(required(at.child('protocol')))
  else if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(at.child('protocol'), protocol, PROTOCOLS))
  if (appProtocol !== undefined)
    errors.push(...isQualifiedName(appProtocol).map(m => invalid(at.child('appProtocol'), appProtocol, m)))
}
