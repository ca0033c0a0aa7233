import type { LoadBalancerIngress, Service, ServiceSpec } from '../../api/types.gen.ts'
import { parseIP } from '../../apimachinery/net/ip.ts'
import { isValidCIDRForLegacyField, isValidIPForLegacyField } from '../../apimachinery/net/validation.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  notSupported,
  path,
  required,
} from '../../apimachinery/validation/field.ts'
import { isDNS1123Subdomain, isQualifiedName } from '../../apimachinery/validation/names.ts'

const SOURCE_RANGES_ANNOTATION = 'service.beta.kubernetes.io/load-balancer-source-ranges'
const LOAD_BALANCERS_ONLY = "may only be used when `type` is 'LoadBalancer'"
const IP_MODES = ['Proxy', 'VIP']

/** The ranges that a load balancer serves, given as a field (entries may have spaces around them) or by an annotation. */
export function validateSourceRanges(service: Service): ErrorList {
  const spec = service.spec!
  const errors: ErrorList = []
  const check = (at: FieldPath, ranges: string[], at1: (i: number) => FieldPath) => {
    if (spec.type !== 'LoadBalancer') errors.push(forbidden(at, LOAD_BALANCERS_ONLY))
    ranges.forEach((range, i) => {
      errors.push(...isValidCIDRForLegacyField(at1(i), range.trim()))
    })
  }
  if (spec.loadBalancerSourceRanges?.length) {
    const at = path('spec', 'LoadBalancerSourceRanges')
    check(at, spec.loadBalancerSourceRanges, i => at.index(i))
    return errors
  }
  const annotation = service.metadata.annotations?.[SOURCE_RANGES_ANNOTATION]
  if (annotation === undefined) return []
  const at = path('metadata', 'annotations').key(SOURCE_RANGES_ANNOTATION)
  check(at, annotation.trim() === '' ? [] : annotation.trim().split(','), () => at)
  return errors
}

/** allocateLoadBalancerNodePorts belongs to load balancers. */
export function validateNodePortAllocation(spec: ServiceSpec): ErrorList {
  const given = spec.allocateLoadBalancerNodePorts !== undefined
  if (given && spec.type !== 'LoadBalancer')
    return [forbidden(path('spec', 'allocateLoadBalancerNodePorts'), LOAD_BALANCERS_ONLY)]
  return !given && spec.type === 'LoadBalancer' ? [required(path('allocateLoadBalancerNodePorts'))] : []
}

/** loadBalancerClass belongs to load balancers and stays as it is while the service is one. `old` is absent on create. */
export function validateLoadBalancerClass(spec: ServiceSpec, old?: ServiceSpec): ErrorList {
  const at = path('spec', 'loadBalancerClass')
  const value = spec.loadBalancerClass
  const isLoadBalancer = spec.type === 'LoadBalancer'
  const errors: ErrorList = []
  if (old?.type === 'LoadBalancer' && isLoadBalancer && old.loadBalancerClass !== value)
    errors.push(invalid(at, value ?? null, 'may not change once set'))
  if (value === undefined) return errors
  if (isLoadBalancer) errors.push(...isQualifiedName(value).map(message => invalid(at, value, message)))
  else errors.push(forbidden(at, LOAD_BALANCERS_ONLY))
  return errors
}

/** What a cloud controller may write into the status (ValidateLoadBalancerStatus). */
export function validateLoadBalancerStatus(service: Service): ErrorList {
  const ingress = service.status?.loadBalancer?.ingress ?? []
  const at = path('status', 'loadBalancer', 'ingress')
  if (ingress.length && service.spec?.type !== 'LoadBalancer')
    return [forbidden(at, "may only be used when `spec.type` is 'LoadBalancer'")]
  return ingress.flatMap((point, i) => validateIngress(point, at.index(i)))
}

function validateIngress(ingress: LoadBalancerIngress, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  const { ip, ipMode, hostname } = ingress
  if (ip) errors.push(...isValidIPForLegacyField(at.child('ip'), ip))
  if (ipMode === undefined) {
    if (ip) errors.push(required(at.child('ipMode'), 'must be specified when `ip` is set'))
  } else if (!ip) errors.push(forbidden(at.child('ipMode'), 'may not be specified when `ip` is not set'))
  else if (!IP_MODES.includes(ipMode)) errors.push(notSupported(at.child('ipMode'), ipMode, IP_MODES))
  if (hostname) {
    errors.push(...isDNS1123Subdomain(hostname).map(message => invalid(at.child('hostname'), hostname, message)))
    if (parseIP(hostname)) errors.push(invalid(at.child('hostname'), hostname, 'must be a DNS name, not an IP address'))
  }
  return errors
}
