import type { Service, ServiceSpec } from '../../api/types.gen.ts'
import { externallyAccessible } from './service-type.ts'

const THREE_HOURS_IN_SECONDS = 10_800

/** Fills in what a client left out: SetDefaults_Service of core/v1. */
export function setServiceDefaults(service: Service): void {
  service.spec ??= {}
  const spec = service.spec
  setSessionAffinity(spec)
  spec.type ||= 'ClusterIP'
  for (const port of spec.ports ?? []) {
    port.port ??= 0
    port.protocol ||= 'TCP'
    port.targetPort ||= port.port
  }
  if (externallyAccessible(spec)) spec.externalTrafficPolicy ||= 'Cluster'
  if (spec.type === 'ClusterIP' || spec.type === 'NodePort' || spec.type === 'LoadBalancer')
    spec.internalTrafficPolicy ??= 'Cluster'
  if (spec.type === 'LoadBalancer') {
    spec.allocateLoadBalancerNodePorts ??= true
    for (const ingress of service.status?.loadBalancer?.ingress ?? []) if (ingress.ip) ingress.ipMode ??= 'VIP'
  }
}

function setSessionAffinity(spec: ServiceSpec): void {
  spec.sessionAffinity ||= 'None'
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig
  else if (spec.sessionAffinity === 'ClientIP' && spec.sessionAffinityConfig?.clientIP?.timeoutSeconds === undefined)
    spec.sessionAffinityConfig = { clientIP: { timeoutSeconds: THREE_HOURS_IN_SECONDS } }
}
