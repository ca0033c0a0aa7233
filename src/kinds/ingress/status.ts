import type { Ingress } from '../../api/types.gen.ts'
import { parseIP } from '../../apimachinery/net/ip.ts'
import { isValidIPForLegacyField } from '../../apimachinery/net/validation.ts'
import { type ErrorList, invalid, path } from '../../apimachinery/validation/field.ts'
import { isDNS1123Subdomain } from '../../apimachinery/validation/names.ts'

/** The errors of an ingress' addresses (ValidateIngressLoadBalancerStatus). */
export function validateIngressStatus({ status }: Ingress, old: Ingress): ErrorList {
  const before = (old.status?.loadBalancer?.ingress ?? []).flatMap(i => i.ip ?? [])
  return (status?.loadBalancer?.ingress ?? []).flatMap(({ ip, hostname }, i) => {
    const at = path('status', 'loadBalancer', 'ingress').index(i)
    const errors = ip ? isValidIPForLegacyField(at.child('ip'), ip, before) : []
    if (!hostname) return errors
    for (const fault of isDNS1123Subdomain(hostname)) errors.push(invalid(at.child('hostname'), hostname, fault))
    if (parseIP(hostname)) errors.push(invalid(at.child('hostname'), hostname, 'must be a DNS name, not an IP address'))
    return errors
  })
}
