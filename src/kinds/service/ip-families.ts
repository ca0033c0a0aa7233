import type { ServiceSpec } from '../../api/types.gen.ts'
import { familyOf } from '../../apimachinery/net/ip.ts'
import { invalidObject } from '../../apimachinery/status.ts'
import { type ErrorList, invalid, path } from '../../apimachinery/validation/field.ts'
import { CLUSTER_IP_NONE, hasSelector, needsClusterIP, sameList } from './service-type.ts'
import { validateClusterIPFields } from './validation-ips.ts'

/** The families that this cluster has service addresses of, the default one first. */
const CLUSTER_FAMILIES: readonly string[] = ['IPv4']

/**
 * Works out ipFamilyPolicy and ipFamilies from what the client set. `old` is absent on create. Throws StatusError (Invalid) for what
 * this cluster cannot do. (initIPFamilyFields of the services' allocators.)
 */
export function initIPFamilyFields(name: string, spec: ServiceSpec, old?: ServiceSpec): void {
  if (!needsClusterIP(spec)) return
  if (old && isUnchangedPreferDualStack(spec, old)) return
  const headlessWithoutSelector = spec.clusterIP === CLUSTER_IP_NONE && !hasSelector(spec)
  spec.ipFamilyPolicy ??= old?.ipFamilyPolicy ?? (headlessWithoutSelector ? 'RequireDualStack' : 'SingleStack')
  refuse(name, validateClusterIPFields(spec))

  const errors: ErrorList = []
  if (old) releaseSecondary(spec, old, errors)
  checkSingleStack(spec, errors)
  inferFamilies(spec, errors)
  refuse(name, errors)

  if (headlessWithoutSelector) {
    if (!spec.ipFamilies?.length) spec.ipFamilies = [CLUSTER_FAMILIES[0]!]
    if (spec.ipFamilies.length < 2 && spec.ipFamilyPolicy !== 'SingleStack')
      spec.ipFamilies = [...spec.ipFamilies, spec.ipFamilies[0] === 'IPv4' ? 'IPv6' : 'IPv4']
    return
  }
  refuse(name, unavailableFamilies(spec))
  if (!spec.ipFamilies?.length) spec.ipFamilies = [CLUSTER_FAMILIES[0]!]
}

function refuse(name: string, errors: ErrorList): void {
  if (errors.length) throw invalidObject('Service', '', name, errors)
}

/** A PreferDualStack service whose addresses and families stay as they are is neither given a second address nor deprived of it. */
function isUnchangedPreferDualStack(spec: ServiceSpec, old: ServiceSpec): boolean {
  return (
    spec.ipFamilyPolicy === 'PreferDualStack' &&
    (old.ipFamilyPolicy ?? 'PreferDualStack') === 'PreferDualStack' &&
    old.type === spec.type &&
    (spec.type === 'ClusterIP' || spec.type === 'NodePort' || spec.type === 'LoadBalancer') &&
    sameList(old.clusterIPs, spec.clusterIPs) &&
    sameList(old.ipFamilies, spec.ipFamilies)
  )
}

/** Update only: SingleStack alone is a clear wish to be rid of the second address; without it the lists may not shrink. */
function releaseSecondary(spec: ServiceSpec, old: ServiceSpec, errors: ErrorList): void {
  const { clusterIPs, ipFamilies } = spec
  if (spec.ipFamilyPolicy === 'SingleStack') {
    if (clusterIPs && clusterIPs.length > 1 && sameList(old.clusterIPs, clusterIPs)) spec.clusterIPs = [clusterIPs[0]!]
    if (ipFamilies && ipFamilies.length > 1 && sameList(old.ipFamilies, ipFamilies)) spec.ipFamilies = [ipFamilies[0]!]
    return
  }
  const reduced = (now: string[] = [], before: string[] = []) => now.length > 0 && now.length < before.length
  const at = path('spec', 'ipFamilyPolicy')
  if (reduced(clusterIPs, old.clusterIPs))
    errors.push(invalid(at, spec.ipFamilyPolicy, "must be 'SingleStack' to release the secondary cluster IP"))
  if (reduced(ipFamilies, old.ipFamilies))
    errors.push(invalid(at, spec.ipFamilyPolicy, "must be 'SingleStack' to release the secondary IP family"))
}

function checkSingleStack(spec: ServiceSpec, errors: ErrorList): void {
  if (spec.ipFamilyPolicy !== 'SingleStack') return
  const complain = (what: string) =>
    errors.push(
      invalid(
        path('spec', 'ipFamilyPolicy'),
        spec.ipFamilyPolicy,
        `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`,
      ),
    )
  if (spec.clusterIPs?.length === 2) complain('cluster IPs')
  if (spec.ipFamilies?.length === 2) complain('IP families')
}

function inferFamilies(spec: ServiceSpec, errors: ErrorList): void {
  for (const [i, ip] of (spec.clusterIPs ?? []).entries()) {
    if (ip === CLUSTER_IP_NONE) return
    if (i < (spec.ipFamilies?.length ?? 0)) continue
    const family = familyOf(ip) ?? 'unknown'
    if (CLUSTER_FAMILIES.includes(family)) spec.ipFamilies = [...(spec.ipFamilies ?? []), family]
    else
      errors.push(
        invalid(path('spec', 'clusterIPs').index(i), spec.clusterIPs, `${family} is not configured on this cluster`),
      )
  }
}

function unavailableFamilies(spec: ServiceSpec): ErrorList {
  const errors: ErrorList = []
  if (spec.ipFamilyPolicy === 'RequireDualStack' && CLUSTER_FAMILIES.length < 2)
    errors.push(
      invalid(
        path('spec', 'ipFamilyPolicy'),
        spec.ipFamilyPolicy,
        'this cluster is not configured for dual-stack services',
      ),
    )
  spec.ipFamilies?.forEach((family, i) => {
    if (!CLUSTER_FAMILIES.includes(family))
      errors.push(invalid(path('spec', 'ipFamilies').index(i), family, 'not configured on this cluster'))
  })
  return errors
}
