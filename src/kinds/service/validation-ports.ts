import type { ServicePort, ServiceSpec } from '../../api/types.gen.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  forbidden,
  invalidFor,
  notSupported,
  path,
  required,
} from '../../apimachinery/validation/field.ts'
import {
  isDNS1123Label,
  isQualifiedName,
  isValidPortName,
  isValidPortNum,
} from '../../apimachinery/validation/names.ts'

const PROTOCOLS = ['SCTP', 'TCP', 'UDP']

/** Every port by itself, and their names among each other. Several ports need names. */
export function validateServicePorts(spec: ServiceSpec): ErrorList {
  const ports = spec.ports ?? []
  const names = new Set<string>()
  return ports.flatMap((port, i) => validateServicePort(port, ports.length > 1, names, path('spec', 'ports').index(i)))
}

function validateServicePort(port: ServicePort, requireName: boolean, names: Set<string>, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  if (port.name) {
    errors.push(...invalidFor(at.child('name'), port.name, isDNS1123Label(port.name)))
    if (names.has(port.name)) errors.push(duplicate(at.child('name'), port.name))
    names.add(port.name)
  } else if (requireName) errors.push(required(at.child('name')))
  errors.push(...invalidFor(at.child('port'), port.port, isValidPortNum(port.port)))
  if (!PROTOCOLS.includes(port.protocol ?? ''))
    errors.push(notSupported(at.child('protocol'), port.protocol, PROTOCOLS))
  const target = port.targetPort ?? 0
  const targetFaults = typeof target === 'number' ? isValidPortNum(target) : isValidPortName(target)
  errors.push(...invalidFor(at.child('targetPort'), target, targetFaults))
  if (port.appProtocol !== undefined)
    errors.push(...invalidFor(at.child('appProtocol'), port.appProtocol, isQualifiedName(port.appProtocol)))
  return errors
}

/** What ports may not have in common: node ports and numbers, each per protocol. ClusterIP services have no node ports. */
export function validatePortConflicts(spec: ServiceSpec): ErrorList {
  const ports = spec.ports ?? []
  const at = path('spec', 'ports')
  const errors: ErrorList = []
  if (spec.type === 'ClusterIP')
    ports.forEach((port, i) => {
      if (port.nodePort)
        errors.push(forbidden(at.index(i).child('nodePort'), "may not be used when `type` is 'ClusterIP'"))
    })
  const nodePorts = new Set<string>()
  ports.forEach((port, i) => {
    if (!port.nodePort) return
    const key = `${port.protocol} ${port.nodePort}`
    if (nodePorts.has(key)) errors.push(duplicate(at.index(i).child('nodePort'), port.nodePort))
    nodePorts.add(key)
  })
  const numbers = new Set<string>()
  ports.forEach((port, i) => {
    const key = `${port.protocol} ${port.port}`
    if (numbers.has(key)) errors.push(duplicate(at.index(i), duplicatePortValue(port)))
    numbers.add(key)
  })
  return errors
}

/** The error shows the API server's own structure, with nothing in it but what counts. */
function duplicatePortValue(port: ServicePort): object {
  return { Name: '', Protocol: port.protocol, AppProtocol: null, Port: port.port, TargetPort: 0, NodePort: 0 }
}
