import type { ServiceSpec } from '../../api/types.gen.ts'
import { familyOf } from '../../apimachinery/net/ip.ts'
import { isValidIPForLegacyField } from '../../apimachinery/net/validation.ts'
import {
  duplicate,
  type ErrorList,
  invalid,
  notSupported,
  path,
  required,
} from '../../apimachinery/validation/field.ts'
import { CLUSTER_IP_NONE, isHeadless, needsClusterIP } from './service-type.ts'

const FAMILIES = ['IPv4', 'IPv6']
const POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack']
const MAY_NOT_CHANGE = 'may not change once set'

const clusterIPsPath = () => path('spec', 'clusterIPs')
const familiesPath = () => path('spec', 'ipFamilies')
const policyPath = () => path('spec', 'ipFamilyPolicy')

/** clusterIP, clusterIPs, ipFamilies and ipFamilyPolicy (ValidateServiceClusterIPsRelatedFields); also asked before allocation. */
export function validateClusterIPFields(spec: ServiceSpec): ErrorList {
  if (!needsClusterIP(spec)) return []
  const { clusterIPs = [], ipFamilies = [] } = spec
  const errors = [...validateAgreement(spec), ...validateFamilies(spec)]
  const badIPs = validateEachIP(clusterIPs)
  errors.push(...badIPs)
  if (clusterIPs.length > 2) errors.push(invalid(clusterIPsPath(), clusterIPs, 'may only hold up to 2 values'))
  if (badIPs.length) return errors

  if (clusterIPs.length > 1 && !isDualStack(clusterIPs))
    errors.push(invalid(clusterIPsPath(), clusterIPs, 'may specify no more than one IP for each IP family'))
  if (!isHeadless(spec))
    clusterIPs.slice(0, ipFamilies.length).forEach((ip, i) => {
      const family = ipFamilies[i]!
      if (FAMILIES.includes(family) && familyOf(ip) !== family)
        errors.push(
          invalid(clusterIPsPath().index(i), ip, `expected an ${family} value as indicated by \`ipFamilies[${i}]\``),
        )
    })
  return errors
}

function validateAgreement({ clusterIP, clusterIPs = [] }: ServiceSpec): ErrorList {
  if (!clusterIP)
    return clusterIPs.length
      ? [invalid(clusterIPsPath(), clusterIPs, 'must be empty when `clusterIP` is not specified')]
      : []
  if (clusterIPs.length === 0) return [required(clusterIPsPath())]
  return clusterIPs[0] === clusterIP
    ? []
    : [invalid(clusterIPsPath(), clusterIPs, 'first value must match `clusterIP`')]
}

function validateFamilies({ ipFamilies = [], ipFamilyPolicy }: ServiceSpec): ErrorList {
  const errors: ErrorList = []
  ipFamilies.forEach((family, i) => {
    if (!FAMILIES.includes(family)) errors.push(notSupported(familiesPath().index(i), family, FAMILIES))
    if (ipFamilies.indexOf(family) < i) errors.push(duplicate(familiesPath().index(i), family))
  })
  if (ipFamilyPolicy !== undefined && !POLICIES.includes(ipFamilyPolicy))
    errors.push(notSupported(policyPath(), ipFamilyPolicy, POLICIES))
  return errors
}

function validateEachIP(clusterIPs: string[]): ErrorList {
  return clusterIPs.flatMap((ip, i) => {
    if (i > 0 || ip !== CLUSTER_IP_NONE) return isValidIPForLegacyField(clusterIPsPath().index(i), ip)
    return clusterIPs.length > 1
      ? [invalid(clusterIPsPath(), clusterIPs, "'None' must be the first and only value")]
      : []
  })
}

function isDualStack(ips: string[]): boolean {
  return FAMILIES.every(family => ips.some(ip => familyOf(ip) === family))
}

/** Addresses are for life: only a second one may come and go (validateUpgradeDowngradeClusterIPs). */
export function validateClusterIPsUpdate(spec: ServiceSpec, old: ServiceSpec): ErrorList {
  if (!needsClusterIP(spec) || !needsClusterIP(old) || (isHeadless(old) && isHeadless(spec))) return []
  const { clusterIPs = [] } = spec
  const before = old.clusterIPs ?? []
  const errors: ErrorList = []
  if (before.length === clusterIPs.length) {
    before.forEach((ip, i) => {
      if (ip !== clusterIPs[i]) errors.push(invalid(clusterIPsPath().index(i), spec.clusterIPs, MAY_NOT_CHANGE))
    })
    return errors
  }
  const released = before.length > clusterIPs.length
  if (released && clusterIPs.length === 0)
    errors.push(invalid(clusterIPsPath().index(0), spec.clusterIPs ?? null, 'primary clusterIP can not be unset'))
  if (before.length && clusterIPs.length && clusterIPs[0] !== before[0])
    errors.push(invalid(clusterIPsPath().index(0), spec.clusterIPs, MAY_NOT_CHANGE))
  if (released && clusterIPs.length === 1 && spec.ipFamilyPolicy !== 'SingleStack')
    errors.push(mustBeSingleStack(spec, 'clusterIP'))
  return errors
}

/** As validateClusterIPsUpdate, for the families; headless services may change theirs (validateUpgradeDowngradeIPFamilies). */
export function validateIPFamiliesUpdate(spec: ServiceSpec, old: ServiceSpec): ErrorList {
  if (!needsClusterIP(spec) || !needsClusterIP(old) || isHeadless(spec) || isHeadless(old)) return []
  const { ipFamilies = [] } = spec
  const before = old.ipFamilies ?? []
  const at = familiesPath().index(0)
  if (before.length === ipFamilies.length)
    return before.filter((f, i) => f !== ipFamilies[i]).map(() => invalid(at, spec.ipFamilies, MAY_NOT_CHANGE))
  const errors: ErrorList = []
  const released = before.length > ipFamilies.length
  if (released && !spec.clusterIPs?.length)
    errors.push(invalid(at, spec.ipFamilies ?? null, 'primary ipFamily can not be unset'))
  if (before.length && ipFamilies.length && ipFamilies[0] !== before[0])
    errors.push(invalid(at, spec.clusterIPs ?? null, MAY_NOT_CHANGE))
  if (released && ipFamilies.length === 1 && spec.ipFamilyPolicy !== 'SingleStack')
    errors.push(mustBeSingleStack(spec, 'ipFamily'))
  return errors
}

function mustBeSingleStack(spec: ServiceSpec, what: string) {
  return invalid(
    policyPath(),
    spec.ipFamilyPolicy ?? null,
    `must be set to 'SingleStack' when releasing the secondary ${what}`,
  )
}
