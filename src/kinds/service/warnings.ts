import type { Service } from '../../api/types.gen.ts'
import { warningsForCIDR, warningsForIP } from '../../apimachinery/net/validation.ts'
import { path } from '../../apimachinery/validation/field.ts'
import { CLUSTER_IP_NONE } from './service-type.ts'
import { TOPOLOGY_HINTS, TOPOLOGY_MODE } from './topology-annotations.ts'

/** What the API server warns of when a service is written (GetWarningsForService). */
export function serviceWarnings(service: Service): string[] {
  const spec = service.spec!
  const warnings: string[] = []
  if (service.metadata.annotations && Object.hasOwn(service.metadata.annotations, TOPOLOGY_HINTS))
    warnings.push(`annotation ${TOPOLOGY_HINTS} is deprecated, please use ${TOPOLOGY_MODE} instead`)
  const externalIPs = spec.externalIPs ?? []
  const headless = spec.type === 'ClusterIP' && spec.clusterIP === CLUSTER_IP_NONE
  if (spec.clusterIP && spec.clusterIP !== CLUSTER_IP_NONE)
    spec.clusterIPs?.forEach((ip, i) => {
      warnings.push(...warningsForIP(path('spec', 'clusterIPs').index(i), ip))
    })
  if (headless) {
    if (spec.loadBalancerIP) warnings.push('spec.loadBalancerIP is ignored for headless services')
    if (externalIPs.length) warnings.push('spec.externalIPs is ignored for headless services')
    if (spec.sessionAffinity !== 'None') warnings.push('spec.SessionAffinity is ignored for headless services')
  }
  if (externalIPs.length)
    warnings.push('spec.externalIPs is deprecated and may no longer be implemented in some clusters')
  externalIPs.forEach((ip, i) => {
    warnings.push(...warningsForIP(path('spec', 'externalIPs').index(i), ip))
  })
  if (spec.loadBalancerIP) warnings.push(...warningsForIP(path('spec', 'loadBalancerIP'), spec.loadBalancerIP))
  spec.loadBalancerSourceRanges?.forEach((cidr, i) => {
    warnings.push(...warningsForCIDR(path('spec', 'loadBalancerSourceRanges').index(i), cidr))
  })
  if (spec.type === 'ExternalName' && externalIPs.length)
    warnings.push('spec.externalIPs is ignored when spec.type is "ExternalName"')
  if (spec.type !== 'ExternalName' && spec.externalName)
    warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"')
  if (spec.trafficDistribution === 'PreferClose')
    warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"')
  return warnings
}
