import type { ServiceSpec } from '../../api/types.gen.ts'
import { needsClusterIP, needsHealthCheck, needsNodePort, sameList } from './service-type.ts'

/**
 * Brings clusterIP and clusterIPs in line where a client set only one of them; what contradicts itself is left for validation.
 * `old` is absent on create. (normalizeClusterIPs of the services' REST storage.)
 */
export function normalizeClusterIPs(spec: ServiceSpec, old?: ServiceSpec): void {
  const count = spec.clusterIPs?.length ?? 0
  if (!old) {
    if (spec.clusterIP && count === 0) spec.clusterIPs = [spec.clusterIP]
    return
  }
  const clusterIP = spec.clusterIP ?? ''
  const oldClusterIP = old.clusterIP ?? ''
  if (clusterIP === oldClusterIP) {
    if (old.clusterIPs?.length && count === 0) spec.clusterIPs = [...old.clusterIPs]
    return
  }
  if (!sameList(old.clusterIPs, spec.clusterIPs)) return
  if (clusterIP === '') delete spec.clusterIPs
  else spec.clusterIPs = [clusterIP]
}

/**
 * Keeps on update what was allocated for the client before and it did not send again, so that a manifest can be applied twice.
 * (patchAllocatedValues of the services' REST storage.)
 */
export function patchAllocatedValues(spec: ServiceSpec, old: ServiceSpec): void {
  if (needsClusterIP(old) && needsClusterIP(spec)) {
    if (!spec.clusterIP && old.clusterIP) spec.clusterIP = old.clusterIP
    if (!spec.clusterIPs?.length && old.clusterIPs?.length) spec.clusterIPs = [...old.clusterIPs]
  }
  if (needsNodePort(old) && needsNodePort(spec)) patchNodePorts(spec, old)
  if (needsHealthCheck(old) && needsHealthCheck(spec) && !spec.healthCheckNodePort && old.healthCheckNodePort)
    spec.healthCheckNodePort = old.healthCheckNodePort
}

/** Ports are known again by their names; a node port that the client gave to another port is not given twice. */
function patchNodePorts(spec: ServiceSpec, old: ServiceSpec): void {
  const sent = new Set(nodePortsOf(spec))
  const used = new Set(nodePortsOf(old).filter(p => sent.has(p)))
  const byName = new Map(old.ports?.map(p => [p.name ?? '', p.nodePort ?? 0]))
  for (const port of spec.ports ?? []) {
    const before = port.nodePort ? 0 : (byName.get(port.name ?? '') ?? 0)
    if (before && !used.has(before)) port.nodePort = before
  }
}

/** The node ports of a service, one for each port that has one. */
export function nodePortsOf(spec: ServiceSpec): number[] {
  const ports: number[] = []
  for (const port of spec.ports ?? []) if (port.nodePort) ports.push(port.nodePort)
  return ports
}
