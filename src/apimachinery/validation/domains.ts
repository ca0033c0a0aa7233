import { isDNS1123Label, isDNS1123Subdomain } from './dns.ts'
import type { ErrorList, FieldPath } from './field.ts'
import { invalid, required } from './field.ts'
import { regexText } from './messages.ts'

function atLeastSegments(at: FieldPath, name: string, segments: number, word: string): ErrorList {
  const faults = isDNS1123Subdomain(name)
  if (faults.length > 0) return [invalid(at, name, faults.join(','))]
  return name.split('.').length < segments
    ? [invalid(at, name, `should be a domain with at least ${word} segments separated by dots`)]
    : []
}

/** A domain of three labels at least. */
export function isFullyQualifiedName(at: FieldPath, name: string): ErrorList {
  return name === '' ? [required(at)] : atLeastSegments(at, name, 3, 'three')
}

/** A domain of two labels at least, each a DNS label, perhaps with a dot at the end. */
export function isFullyQualifiedDomainName(at: FieldPath, name: string): ErrorList {
  if (name === '') return [required(at)]
  const domain = name.endsWith('.') ? name.slice(0, -1) : name
  const errors = atLeastSegments(at, domain, 2, 'two')
  if (errors.length > 0) return errors
  for (const label of domain.split('.')) {
    const faults = isDNS1123Label(label)
    if (faults.length > 0) return [invalid(at, label, faults.join(','))]
  }
  return []
}

/** A domain, a slash and a path, as in acme.io/foo. */
export function isDomainPrefixedPath(at: FieldPath, value: string): ErrorList {
  if (value === '') return [required(at)]
  const slash = value.indexOf('/')
  const host = value.slice(0, Math.max(slash, 0))
  const path = value.slice(slash + 1)
  if (slash < 0 || host === '' || path === '') {
    return [invalid(at, value, 'must be a domain-prefixed path (such as "acme.io/foo")')]
  }
  const errors = isDNS1123Subdomain(host).map(fault => invalid(at, host, fault))
  if (!/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(path)) {
    errors.push(invalid(at, path, regexText('Invalid path', "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+")))
  }
  return errors
}
