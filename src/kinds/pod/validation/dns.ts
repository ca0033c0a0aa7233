import type { PodSpec } from '../../../api/types.gen.ts'
import { isValidIPForLegacyField } from '../../../apimachinery/net/validation.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  invalidFor,
  notSupported,
  required,
  tooLong,
} from '../../../apimachinery/validation/field.ts'
import { isDNS1123SubdomainWithUnderscore } from '../../../apimachinery/validation/names.ts'
import { validateDNS1123Subdomain } from './formats.ts'

const POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']
/** What the resolver of Linux's C library takes. */
const MAX_NAMESERVERS = 3
const MAX_SEARCHES = 32
const MAX_SEARCH_CHARACTERS = 2048
const MAX_HOSTNAME = 64

/** The errors of a DNS policy, which must be given. */
export function validateDNSPolicy(policy: string | undefined, at: FieldPath): ErrorList {
  if (!policy) return [required(at)]
  return POLICIES.includes(policy) ? [] : [notSupported(at, policy, POLICIES, 'given')]
}

/** The errors of spec.dnsConfig; the policy None demands one (validatePodDNSConfig). */
export function validateDNSConfig(spec: PodSpec, at: FieldPath): ErrorList {
  const config = spec.dnsConfig
  const none = spec.dnsPolicy === 'None'
  if (!config) return none ? [required(at, 'must provide `dnsConfig` when `dnsPolicy` is None')] : []
  const { nameservers = [], searches = [], options = [] } = config
  if (none && nameservers.length === 0) {
    const rule = 'must provide at least one DNS nameserver when `dnsPolicy` is None'
    return [required(at.child('nameservers'), rule)]
  }
  const errors: ErrorList = []
  const refuse = (field: string, value: unknown, rule: string) =>
    errors.push(invalid(at.child(field), value, `must not have more than ${rule}`))
  if (nameservers.length > MAX_NAMESERVERS) refuse('nameservers', nameservers, `${MAX_NAMESERVERS} nameservers`)
  nameservers.forEach((server, i) => {
    errors.push(...isValidIPForLegacyField(at.child('nameservers').index(i), server))
  })
  if (searches.length > MAX_SEARCHES) refuse('searches', searches, `${MAX_SEARCHES} search paths`)
  if (searches.join(' ').length > MAX_SEARCH_CHARACTERS) {
    refuse('searches', searches, `${MAX_SEARCH_CHARACTERS} characters (including spaces) in the search list`)
  }
  searches.forEach((search, i) => {
    if (search === '.') return
    const domain = search.replace(/\.$/, '')
    errors.push(...invalidFor(at.child('searches').index(i), domain, isDNS1123SubdomainWithUnderscore(domain)))
  })
  options.forEach((option, i) => {
    if (!option.name) errors.push(required(at.child('options').index(i), 'must not be empty'))
  })
  return errors
}

/** The errors of spec.hostAliases (ValidateHostAliases). */
export function validateHostAliases(aliases: PodSpec['hostAliases'], at: FieldPath): ErrorList {
  return (aliases ?? []).flatMap((alias, i) => [
    ...isValidIPForLegacyField(at.index(i).child('ip'), alias.ip ?? ''),
    ...(alias.hostnames ?? []).flatMap((name, j) =>
      validateDNS1123Subdomain(name, at.index(i).child('hostnames').index(j)),
    ),
  ])
}

/** spec.hostnameOverride, which goes with nothing else that makes a name. `at` is the spec's path. */
export function validateHostnameOverride(spec: PodSpec, at: FieldPath): ErrorList {
  const name = spec.hostnameOverride
  if (name === undefined) return []
  const here = at.child('hostnameOverride')
  const errors: ErrorList = []
  if (spec.setHostnameAsFQDN) errors.push(forbidden(here, 'may not be specified when setHostnameAsFQDN is true'))
  if (spec.hostNetwork) errors.push(forbidden(here, 'may not be specified when hostNetwork is true'))
  if (name.length > MAX_HOSTNAME) errors.push(tooLong(here, MAX_HOSTNAME))
  return [...errors, ...validateDNS1123Subdomain(name, here)]
}
