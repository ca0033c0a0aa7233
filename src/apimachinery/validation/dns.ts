/**
 * Rules for names that follow the DNS' and for labels, each answering what is wrong. The wording is that of
 * k8s.io/apimachinery/pkg/util/validation and pkg/api/validate/content.
 */
import { EMPTY_TEXT, maxBytesText, maxLengthText, regexText } from './messages.ts'

const DNS1123_LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const DNS1123_SUBDOMAIN = `${DNS1123_LABEL}(\\.${DNS1123_LABEL})*`
const UNDERSCORE_LABEL = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?'
const UNDERSCORE_SUBDOMAIN = `${UNDERSCORE_LABEL}(\\.${UNDERSCORE_LABEL})*`
const LABEL_KEY = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const LABEL_KEY_RULE =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"

const DNS1123_LABEL_REGEX = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/
const DNS1035_LABEL_REGEX = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/
const UNDERSCORE_LABEL_REGEX = /^_?[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?$/
const LABEL_KEY_REGEX = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/

const MAX_LABEL = 63
const MAX_SUBDOMAIN = 253

function longerThan(value: string, max: number): boolean {
  return value.length > max || Buffer.byteLength(value) > max
}

/** Label by label, for a regular expression over all of them can run out of stack. */
function isSubdomain(value: string, label: RegExp = DNS1123_LABEL_REGEX): boolean {
  return value.split('.').every(part => label.test(part))
}

function labelMessage(): string {
  return regexText(
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
    DNS1123_LABEL,
    'my-name',
    '123-abc',
  )
}

/** A DNS label (RFC 1123): namespaces, containers, ports. */
export function isDNS1123Label(value: string): string[] {
  const faults = longerThan(value, MAX_LABEL) ? [maxLengthText(MAX_LABEL)] : []
  if (!DNS1123_LABEL_REGEX.test(value)) faults.push(isSubdomain(value) ? 'must not contain dots' : labelMessage())
  return faults
}

function subdomainFaults(value: string, lengthText: string): string[] {
  const faults = longerThan(value, MAX_SUBDOMAIN) ? [lengthText] : []
  if (!isSubdomain(value)) {
    faults.push(
      regexText(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        DNS1123_SUBDOMAIN,
        'example.com',
      ),
    )
  }
  return faults
}

/** A DNS subdomain (RFC 1123): the names of most objects. */
export function isDNS1123Subdomain(value: string): string[] {
  return subdomainFaults(value, maxLengthText(MAX_SUBDOMAIN))
}

/** A DNS subdomain whose labels may hold underscores. */
export function isDNS1123SubdomainWithUnderscore(value: string): string[] {
  const faults = longerThan(value, MAX_SUBDOMAIN) ? [maxLengthText(MAX_SUBDOMAIN)] : []
  if (!isSubdomain(value, UNDERSCORE_LABEL_REGEX)) {
    faults.push(
      regexText(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
        UNDERSCORE_SUBDOMAIN,
        'example.com',
      ),
    )
  }
  return faults
}

/** A DNS subdomain behind `*.` (RFC 1034). */
export function isWildcardDNS1123Subdomain(value: string): string[] {
  const faults = longerThan(value, MAX_SUBDOMAIN) ? [maxLengthText(MAX_SUBDOMAIN)] : []
  if (!value.startsWith('*.') || !isSubdomain(value.slice(2))) {
    faults.push(
      regexText(
        "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
        `\\*\\.${DNS1123_SUBDOMAIN}`,
        '*.example.com',
      ),
    )
  }
  return faults
}

/** A DNS label that starts with a letter (RFC 1035). */
export function isDNS1035Label(value: string): string[] {
  const faults = longerThan(value, MAX_LABEL) ? [maxLengthText(MAX_LABEL)] : []
  if (!DNS1035_LABEL_REGEX.test(value)) {
    faults.push(
      regexText(
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
        '[a-z]([-a-z0-9]*[a-z0-9])?',
        'my-name',
        'abc-123',
      ),
    )
  }
  return faults
}

function labelKeyText(): string {
  return regexText(LABEL_KEY_RULE, LABEL_KEY, 'MyName', 'my.name', '123-abc')
}

function prefixFaults(prefix: string): string[] {
  const faults = prefix === '' ? [EMPTY_TEXT] : subdomainFaults(prefix, maxBytesText(MAX_SUBDOMAIN))
  return faults.map(fault => `prefix part ${fault}`)
}

/** A label key: a name of at most 63 bytes, perhaps behind a DNS subdomain and a slash. */
export function isQualifiedName(value: string): string[] {
  const slash = value.indexOf('/')
  if (slash !== value.lastIndexOf('/')) {
    return [
      `a valid label key ${labelKeyText()} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ]
  }
  const faults = slash < 0 ? [] : prefixFaults(value.slice(0, slash))
  const name = value.slice(slash + 1)
  if (name === '') faults.push(`name part ${EMPTY_TEXT}`)
  else if (longerThan(name, MAX_LABEL)) faults.push(`name part ${maxBytesText(MAX_LABEL)}`)
  if (!LABEL_KEY_REGEX.test(name)) faults.push(`name part ${labelKeyText()}`)
  return faults
}

/** A label's value: empty, or at most 63 bytes. */
export function isValidLabelValue(value: string): string[] {
  const faults = longerThan(value, MAX_LABEL) ? [maxBytesText(MAX_LABEL)] : []
  if (value !== '' && !LABEL_KEY_REGEX.test(value)) {
    faults.push(
      regexText(
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        `(${LABEL_KEY})?`,
        'MyValue',
        'my_value',
        '12345',
      ),
    )
  }
  return faults
}
