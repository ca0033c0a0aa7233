import type { ServiceSpec } from '../../api/types.gen.ts'

/** The clusterIP of a service that wants none. */
export const CLUSTER_IP_NONE = 'None'

/** Whether the type has a cluster IP at all ("None" counts as one): every type but ExternalName. */
export function needsClusterIP(spec: ServiceSpec): boolean {
  return spec.type !== 'ExternalName'
}

/** Whether the service is reached by a port of each node. */
export function needsNodePort(spec: ServiceSpec): boolean {
  return spec.type === 'NodePort' || spec.type === 'LoadBalancer'
}

/** Whether traffic from outside of the cluster may reach the service. */
export function externallyAccessible(spec: ServiceSpec): boolean {
  return needsNodePort(spec) || (spec.type === 'ClusterIP' && (spec.externalIPs?.length ?? 0) > 0)
}

/** Whether load balancers must ask nodes for endpoints of their own: healthCheckNodePort is for these services only. */
export function needsHealthCheck(spec: ServiceSpec): boolean {
  return spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local'
}

/** Whether the service has no address by its own wish. */
export function isHeadless(spec: ServiceSpec): boolean {
  return spec.clusterIPs?.length === 1 && spec.clusterIPs[0] === CLUSTER_IP_NONE
}

/** Services without a selector get no endpoints from the controllers. */
export function hasSelector(spec: ServiceSpec): boolean {
  for (const _ in spec.selector ?? {}) return true
  return false
}

/** Element by element equality; absent and empty are the same. */
export function sameList(a: readonly string[] = [], b: readonly string[] = []): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i])
}
