import type { ServicePort, ServiceSpec } from '../../api/types.gen.ts'
import { internalError, invalidObject, StatusError } from '../../apimachinery/status.ts'
import { invalid, path } from '../../apimachinery/validation/field.ts'
import type { WriteContext } from '../kind.ts'
import { nodePortsOf } from './linked-fields.ts'
import { PortAllocationOperation, RANGE_FULL } from './port-allocator.ts'
import { needsHealthCheck, needsNodePort } from './service-type.ts'

/** Allocates the node ports of a new service. Throws StatusError where one cannot be had. */
export function allocateNodePorts(name: string, spec: ServiceSpec, context: WriteContext): void {
  const operation = new PortAllocationOperation(context)
  if (needsNodePort(spec)) initNodePorts(name, spec, operation)
  if (needsHealthCheck(spec)) allocateHealthCheckNodePort(spec, operation)
  operation.commit()
}

/** Allocates and releases node ports as an update needs. Throws StatusError where one cannot be had. */
export function updateNodePorts(name: string, spec: ServiceSpec, old: ServiceSpec, context: WriteContext): void {
  const operation = new PortAllocationOperation(context)
  if (needsNodePort(old) && (spec.type === 'ExternalName' || spec.type === 'ClusterIP'))
    for (const port of nodePortsOf(old)) operation.releaseDeferred(port)
  if (needsNodePort(spec)) changeNodePorts(name, spec, old, operation)
  const needed = needsHealthCheck(old)
  if (!needed && needsHealthCheck(spec)) allocateHealthCheckNodePort(spec, operation)
  else if (needed && !needsHealthCheck(spec) && old.healthCheckNodePort)
    operation.releaseDeferred(old.healthCheckNodePort)
  operation.commit()
}

/** Gives back all node ports of a service that has been deleted. */
export function releaseNodePorts(spec: ServiceSpec, context: WriteContext): void {
  const ports = ownNodePorts(spec)
  if (needsHealthCheck(spec) && spec.healthCheckNodePort) ports.push(spec.healthCheckNodePort)
  if (ports.length === 0) return
  const operation = new PortAllocationOperation(context)
  for (const port of ports) operation.releaseDeferred(port)
  operation.commit()
}

/** Ports of the same number share a node port (one for TCP and UDP), unless the client gave them different ones. */
function initNodePorts(name: string, spec: ServiceSpec, operation: PortAllocationOperation): void {
  const ports = spec.ports ?? []
  const byPort = new Map<number, number>()
  ports.forEach((port, i) => {
    if (!port.nodePort && !allocatesNodePorts(spec)) return
    const shared = byPort.get(port.port)
    if (shared === undefined) {
      const requested = ports.find(p => p.port === port.port && p.nodePort)?.nodePort
      if (requested) take(name, i, requested, operation)
      port.nodePort = requested ?? takeAny(operation)
      byPort.set(port.port, port.nodePort)
    } else if (!port.nodePort) port.nodePort = shared
    else if (port.nodePort !== shared) take(name, i, port.nodePort, operation)
  })
}

function changeNodePorts(name: string, spec: ServiceSpec, old: ServiceSpec, operation: PortAllocationOperation): void {
  const before = new Set(ownNodePorts(old))
  const taken = new Set<number>()
  const seen = new Set<string>()
  spec.ports?.forEach((port, i) => {
    if (!port.nodePort && !allocatesNodePorts(spec)) return
    if (!port.nodePort) port.nodePort = takeAny(operation)
    else if (!before.has(port.nodePort) && !taken.has(port.nodePort)) {
      take(name, i, port.nodePort, operation)
      taken.add(port.nodePort)
    }
    refuseDuplicate(port, seen)
  })
  const after = new Set(nodePortsOf(spec))
  for (const port of before) if (!after.has(port)) operation.releaseDeferred(port)
}

/** An ExternalName service may say nodePort too, but nothing is allocated for it. */
function ownNodePorts(spec: ServiceSpec): number[] {
  return needsNodePort(spec) ? nodePortsOf(spec) : []
}

function refuseDuplicate(port: ServicePort, seen: Set<string>): void {
  const text = `{${port.protocol} ${port.nodePort}}`
  if (seen.has(text)) throw new StatusError(500, '', `duplicate nodePort: ${text}`)
  seen.add(text)
}

function allocateHealthCheckNodePort(spec: ServiceSpec, operation: PortAllocationOperation): void {
  const wanted = spec.healthCheckNodePort
  if (wanted) {
    const problem = operation.allocate(wanted)
    if (problem) throw internalError(`failed to allocate requested HealthCheck NodePort ${wanted}: ${problem}`)
    return
  }
  const port = operation.allocateNext()
  if (port === undefined) throw internalError(`failed to allocate a HealthCheck NodePort 0: ${RANGE_FULL}`)
  spec.healthCheckNodePort = port
}

function take(name: string, index: number, port: number, operation: PortAllocationOperation): void {
  const problem = operation.allocate(port)
  if (!problem) return
  const at = path('spec', 'ports').index(index).child('nodePort')
  throw invalidObject('Service', '', name, [invalid(at, port, problem)])
}

function takeAny(operation: PortAllocationOperation): number {
  const port = operation.allocateNext()
  if (port === undefined) throw internalError(`failed to allocate a nodePort: ${RANGE_FULL}`)
  return port
}

function allocatesNodePorts(spec: ServiceSpec): boolean {
  return spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false)
}
