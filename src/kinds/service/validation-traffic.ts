import type { ServiceSpec } from '../../api/types.gen.ts'
import {
  type ErrorList,
  forbidden,
  invalid,
  notSupported,
  path,
  required,
} from '../../apimachinery/validation/field.ts'
import { isValidPortNum } from '../../apimachinery/validation/names.ts'
import { externallyAccessible, needsHealthCheck } from './service-type.ts'

const POLICIES = ['Cluster', 'Local']
const DISTRIBUTIONS = ['PreferClose', 'PreferSameNode', 'PreferSameZone']
const MAX_AFFINITY_SECONDS = 86_400

/** sessionAffinity and its configuration. */
export function validateSessionAffinity(spec: ServiceSpec): ErrorList {
  const at = path('spec', 'sessionAffinity')
  const configAt = path('spec', 'sessionAffinityConfig')
  const { sessionAffinity, sessionAffinityConfig: config } = spec
  if (!sessionAffinity) return [required(at)]
  if (sessionAffinity === 'None')
    return config ? [forbidden(configAt, 'must not be set when session affinity is None')] : []
  if (sessionAffinity !== 'ClientIP') return [notSupported(at, sessionAffinity, ['ClientIP', 'None'])]
  const seconds = config?.clientIP?.timeoutSeconds
  const missing = 'when session affinity type is ClientIP'
  if (!config) return [required(configAt, missing)]
  if (!config.clientIP) return [required(configAt.child('clientIP'), missing)]
  const timeoutAt = configAt.child('clientIP', 'timeoutSeconds')
  if (seconds === undefined) return [required(timeoutAt, missing)]
  return seconds > 0 && seconds <= MAX_AFFINITY_SECONDS
    ? []
    : [invalid(timeoutAt, seconds, `must be greater than 0 and less than ${MAX_AFFINITY_SECONDS}`)]
}

/** externalTrafficPolicy and healthCheckNodePort, which go with it. */
export function validateExternalTraffic(spec: ServiceSpec): ErrorList {
  const errors: ErrorList = []
  const { externalTrafficPolicy: policy, healthCheckNodePort: port } = spec
  const at = path('spec', 'externalTrafficPolicy')
  if (!externallyAccessible(spec)) {
    if (policy) errors.push(invalid(at, policy, 'may only be set for externally-accessible services'))
  } else if (!policy) errors.push(required(at))
  else if (!POLICIES.includes(policy)) errors.push(notSupported(at, policy, POLICIES))
  const portAt = path('spec', 'healthCheckNodePort')
  if (needsHealthCheck(spec)) {
    if (!port) errors.push(required(portAt))
    else errors.push(...isValidPortNum(port).map(message => invalid(portAt, port, message)))
  } else if (port)
    errors.push(
      invalid(portAt, port, "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"),
    )
  return errors
}

/** The health check port stays the same for as long as one is needed. */
export function validateExternalTrafficUpdate(spec: ServiceSpec, old: ServiceSpec): ErrorList {
  return needsHealthCheck(old) && needsHealthCheck(spec) && old.healthCheckNodePort !== spec.healthCheckNodePort
    ? [forbidden(path('spec', 'healthCheckNodePort'), 'field is immutable')]
    : []
}

/** internalTrafficPolicy and trafficDistribution. */
export function validateInternalTraffic(spec: ServiceSpec): ErrorList {
  const errors: ErrorList = []
  const { internalTrafficPolicy: policy, trafficDistribution: distribution } = spec
  const at = path('spec', 'internalTrafficPolicy')
  if (policy === undefined) {
    if (spec.type === 'ClusterIP' || spec.type === 'NodePort' || spec.type === 'LoadBalancer') errors.push(required(at))
  } else if (!POLICIES.includes(policy)) errors.push(notSupported(at, policy, POLICIES))
  if (distribution !== undefined && !DISTRIBUTIONS.includes(distribution))
    errors.push(notSupported(path('spec', 'trafficDistribution'), distribution, DISTRIBUTIONS))
  return errors
}
