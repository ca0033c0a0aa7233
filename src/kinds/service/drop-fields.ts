import type { Service, ServiceSpec } from '../../api/types.gen.ts'
import { nodePortsOf } from './linked-fields.ts'
import { externallyAccessible, needsClusterIP, needsHealthCheck, needsNodePort, sameList } from './service-type.ts'

/**
 * Clears the fields that a change of type has made meaningless, if the client did not set them to something new in the same request
 * (then validation refuses them). Status is cleared of load balancers that are no more. (dropTypeDependentFields of the strategy.)
 */
export function dropTypeDependentFields(service: Service, oldService: Service): void {
  const spec = service.spec!
  const old = oldService.spec ?? {}
  if (needsClusterIP(old) && !needsClusterIP(spec)) dropClusterIPFields(spec, old)
  if (needsNodePort(old) && !needsNodePort(spec) && addsNoNodePort(spec, old))
    spec.ports = spec.ports?.map(({ nodePort: _, ...port }) => port)
  if (needsHealthCheck(old) && !needsHealthCheck(spec) && old.healthCheckNodePort === spec.healthCheckNodePort)
    delete spec.healthCheckNodePort
  if (old.type === 'LoadBalancer' && spec.type !== 'LoadBalancer') {
    if (old.allocateLoadBalancerNodePorts === spec.allocateLoadBalancerNodePorts)
      delete spec.allocateLoadBalancerNodePorts
    if (old.loadBalancerClass === spec.loadBalancerClass) delete spec.loadBalancerClass
  }
  if (
    externallyAccessible(old) &&
    !externallyAccessible(spec) &&
    old.externalTrafficPolicy === spec.externalTrafficPolicy
  )
    delete spec.externalTrafficPolicy
  if (spec.type !== 'LoadBalancer') service.status = { ...service.status, loadBalancer: {} }
}

function dropClusterIPFields(spec: ServiceSpec, old: ServiceSpec): void {
  if ((old.clusterIP ?? '') === (spec.clusterIP ?? '') && sameList(old.clusterIPs, spec.clusterIPs)) {
    delete spec.clusterIP
    delete spec.clusterIPs
  }
  if (sameList(old.ipFamilies, spec.ipFamilies)) delete spec.ipFamilies
  if (old.ipFamilyPolicy === spec.ipFamilyPolicy) delete spec.ipFamilyPolicy
}

function addsNoNodePort(spec: ServiceSpec, old: ServiceSpec): boolean {
  const known = new Set(nodePortsOf(old))
  return nodePortsOf(spec).every(p => known.has(p))
}
