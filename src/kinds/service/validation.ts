import type { Service, ServiceSpec } from '../../api/types.gen.ts'
import { isValidIPForLegacyField, validateEndpointIP } from '../../apimachinery/net/validation.ts'
import {
  type ErrorList,
  forbidden,
  invalid,
  notSupported,
  path,
  required,
} from '../../apimachinery/validation/field.ts'
import { validateLabels } from '../../apimachinery/validation/labels.ts'
import { isDNS1123Subdomain } from '../../apimachinery/validation/names.ts'
import { isHeadless } from './service-type.ts'
import { TOPOLOGY_HINTS, TOPOLOGY_MODE } from './topology-annotations.ts'
import { validateClusterIPFields, validateClusterIPsUpdate, validateIPFamiliesUpdate } from './validation-ips.ts'
import {
  validateLoadBalancerClass,
  validateNodePortAllocation,
  validateSourceRanges,
} from './validation-load-balancer.ts'
import { validatePortConflicts, validateServicePorts } from './validation-ports.ts'
import {
  validateExternalTraffic,
  validateExternalTrafficUpdate,
  validateInternalTraffic,
  validateSessionAffinity,
} from './validation-traffic.ts'

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']

/** All errors of a service but those of its metadata, in the API server's order (ValidateService of core/validation). */
export function validateService(service: Service): ErrorList {
  const spec = service.spec!
  return [
    ...validateTopologyAnnotations(service),
    ...validateTypeNeeds(spec),
    ...validateServicePorts(spec),
    ...validateLabels(spec.selector, path('spec', 'selector')),
    ...validateSessionAffinity(spec),
    ...validateClusterIPFields(spec),
    ...validateExternalIPs(spec),
    ...validateType(spec),
    ...validatePortConflicts(spec),
    ...validateSourceRanges(service),
    ...validateNodePortAllocation(spec),
    ...validateLoadBalancerClass(spec),
    ...validateExternalTraffic(spec),
    ...validateInternalTraffic(spec),
  ]
}

/** As validateService, after what may not change (ValidateServiceUpdate). */
export function validateServiceUpdate(service: Service, oldService: Service): ErrorList {
  const spec = service.spec!
  const old = oldService.spec ?? {}
  return [
    ...validateClusterIPsUpdate(spec, old),
    ...validateIPFamiliesUpdate(spec, old),
    ...validateLoadBalancerClass(spec, old),
    ...validateExternalTrafficUpdate(spec, old),
    ...validateService(service),
  ]
}

function validateTopologyAnnotations(service: Service): ErrorList {
  const annotations = service.metadata.annotations ?? {}
  const mode = annotations[TOPOLOGY_MODE]
  const hints = annotations[TOPOLOGY_HINTS]
  if (mode === undefined || hints === undefined || mode === hints) return []
  const at = path('metadata', 'annotations').key(TOPOLOGY_MODE)
  return [invalid(at, mode, `must match annotations[${TOPOLOGY_HINTS}] when both are specified`)]
}

function validateTypeNeeds(spec: ServiceSpec): ErrorList {
  const errors: ErrorList = []
  const headless = isHeadless(spec)
  const clusterIPs = path('spec', 'clusterIPs')
  if (!spec.ports?.length && !headless && spec.type !== 'ExternalName') errors.push(required(path('spec', 'ports')))
  if (headless && (spec.type === 'LoadBalancer' || spec.type === 'NodePort'))
    errors.push(invalid(clusterIPs.index(0), 'None', `may not be set to 'None' for ${spec.type} services`))
  if (spec.type !== 'ExternalName') return errors
  const message = 'may not be set for ExternalName services'
  if (spec.clusterIPs?.length) errors.push(forbidden(clusterIPs, message))
  if (spec.ipFamilies?.length) errors.push(forbidden(path('spec', 'ipFamilies'), message))
  if (spec.ipFamilyPolicy !== undefined) errors.push(forbidden(path('spec', 'ipFamilyPolicy'), message))
  const at = path('spec', 'externalName')
  const cname = (spec.externalName ?? '').replace(/\.$/, '')
  if (cname === '') errors.push(required(at))
  else errors.push(...isDNS1123Subdomain(cname).map(m => invalid(at, cname, m)))
  return errors
}

function validateExternalIPs(spec: ServiceSpec): ErrorList {
  return (spec.externalIPs ?? []).flatMap((ip, i) => {
    const at = path('spec', 'externalIPs').index(i)
    const errors = isValidIPForLegacyField(at, ip)
    return errors.length ? errors : validateEndpointIP(ip, at)
  })
}

function validateType(spec: ServiceSpec): ErrorList {
  const at = path('spec', 'type')
  if (!spec.type) return [required(at)]
  return TYPES.includes(spec.type) ? [] : [notSupported(at, spec.type, TYPES)]
}
