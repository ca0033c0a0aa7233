/** Addresses and ranges in objects, with the wording of k8s.io/apimachinery/pkg/util/validation (ip.go). */
import { quote } from '../quote.ts'
import type { ErrorList, FieldPath } from '../validation/field.ts'
import { invalid } from '../validation/field.ts'
import { cidrText, parseCIDR } from './cidr.ts'
import { ipText, isLinkLocalMulticast, isLinkLocalUnicast, isLoopback, isUnspecified, parseIP } from './ip.ts'

const NO_IP = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'
const NO_CIDR = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'

/**
 * An address in a field that older versions checked less strictly: neither leading zeros nor IPv4 inside IPv6, but any
 * way of writing IPv6. What stands in `oldValues`, the stored object's, is let through (IsValidIPForLegacyField).
 */
export function isValidIPForLegacyField(at: FieldPath, value: string, oldValues: readonly string[] = []): ErrorList {
  if (oldValues.includes(value)) return []
  const ip = parseIP(value)
  if (ip === undefined) return [invalid(at, value, NO_IP)]
  if (ip.leadingZeros) return [invalid(at, value, 'must not have leading 0s')]
  return ip.mapped ? [invalid(at, value, 'must not be an IPv4-mapped IPv6 address')] : []
}

/** A range in a field that older versions checked less strictly; as isValidIPForLegacyField (IsValidCIDRForLegacyField). */
export function isValidCIDRForLegacyField(at: FieldPath, value: string, oldValues: readonly string[] = []): ErrorList {
  if (oldValues.includes(value)) return []
  const cidr = parseCIDR(value)
  if (cidr === undefined) return [invalid(at, value, NO_CIDR)]
  if (cidr.leadingZeros) return [invalid(at, value, 'must not have leading 0s in IP or prefix length')]
  if (cidr.ip.mapped) return [invalid(at, value, 'must not have an IPv4-mapped IPv6 address')]
  return cidr.ip.value === cidr.base ? [] : [invalid(at, value, 'must not have bits set beyond the prefix length')]
}

/** A range in canonical form (IsValidCIDR). */
export function isValidCIDR(at: FieldPath, value: string): ErrorList {
  const errors = isValidCIDRForLegacyField(at, value)
  if (errors.length > 0) return errors
  const canonical = cidrText(parseCIDR(value)!)
  return value === canonical ? [] : [invalid(at, value, `must be in canonical form (${quote(canonical)})`)]
}

/** The warnings for a valid address that is written in an unusual way (GetWarningsForIP). */
export function warningsForIP(at: FieldPath, value: string): string[] {
  const ip = parseIP(value)
  if (ip === undefined) return []
  const canonical = quote(ipText(ip))
  if (ip.leadingZeros || ip.mapped) {
    return [
      `${at}: non-standard IP address ${quote(value)} will be considered invalid in a future Kubernetes release: use ${canonical}`,
    ]
  }
  return ip.family === 'IPv6' && canonical !== quote(value)
    ? [`${at}: IPv6 address ${quote(value)} should be in RFC 5952 canonical format (${canonical})`]
    : []
}

/** The warnings for a valid range that is written in an unusual way (GetWarningsForCIDR). */
export function warningsForCIDR(at: FieldPath, value: string): string[] {
  const cidr = parseCIDR(value)
  if (cidr === undefined) return []
  const warnings: string[] = []
  const canonical = quote(cidrText(cidr))
  if (cidr.family === cidr.ip.family && cidr.base !== cidr.ip.value) {
    const single = quote(`${ipText(cidr.ip)}/${cidr.ip.mapped || cidr.family === 'IPv6' ? 128 : 32}`)
    warnings.push(
      `${at}: CIDR value ${quote(value)} is ambiguous in this context (should be ${canonical} or ${single}?)`,
    )
  }
  if (cidr.leadingZeros || cidr.ip.mapped) {
    warnings.push(
      `${at}: non-standard CIDR value ${quote(value)} will be considered invalid in a future Kubernetes release: use ${canonical}`,
    )
  }
  if (warnings.length === 0 && cidr.family === 'IPv6' && canonical !== quote(value)) {
    warnings.push(`${at}: IPv6 CIDR value ${quote(value)} should be in RFC 5952 canonical format (${canonical})`)
  }
  return warnings
}

/**
 * An address that traffic can be sent to from elsewhere: for endpoints and, by history, external addresses of services
 * (core validation.ValidateEndpointIP).
 */
export function validateEndpointIP(value: string, at: FieldPath): ErrorList {
  const ip = parseIP(value)
  if (ip === undefined) return [invalid(at, value, 'must be a valid IP address')]
  const errors: ErrorList = []
  if (isUnspecified(ip)) errors.push(invalid(at, value, `may not be unspecified (${value})`))
  if (isLoopback(ip)) errors.push(invalid(at, value, 'may not be in the loopback range (127.0.0.0/8, ::1/128)'))
  if (isLinkLocalUnicast(ip)) {
    errors.push(invalid(at, value, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'))
  }
  if (isLinkLocalMulticast(ip)) {
    errors.push(invalid(at, value, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'))
  }
  return errors
}
