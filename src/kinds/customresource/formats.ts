import { DurationError, parseDuration } from '../../apimachinery/duration.ts'
import { parseCIDR } from '../../apimachinery/net/cidr.ts'
import { parseIP } from '../../apimachinery/net/ip.ts'
import { isDNS1123Label, isDNS1123Subdomain } from '../../apimachinery/validation/names.ts'

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?([0-9a-f])[0-9a-f]{3}-?([0-9a-f])[0-9a-f]{3}-?[0-9a-f]{12}$/i
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/
const DATE_TIME = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:?\d\d)$/
const HOSTNAME = /^([a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?)(\.[a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?)*\.?$/
const EMAIL = /^[^\s@"(),:;<>[\]\\]+@[a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?$/
const MAC = /^([0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}$|^([0-9a-fA-F]{4}\.){2}[0-9a-fA-F]{4}$/
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
const WORD_DURATION =
  /^(\d+\s*(ns|nanoseconds?|us|µs|microseconds?|ms|milliseconds?|s|sec|seconds?|m|min|minutes?|h|hr|hours?|d|days?|w|wk|weeks?)\s*)+$/i

function uuidVersion(version: string): (text: string) => boolean {
  return text => UUID.exec(text)?.[1] === version && (version === '3' || /[89ab]/i.test(UUID.exec(text)![2]!))
}

function isDate(text: string): boolean {
  const match = DATE.exec(text)
  if (!match) return false
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function isURI(text: string): boolean {
  return /^[a-zA-Z][a-zA-Z0-9+.-]*:\S*$/.test(text) || text.startsWith('/')
}

function isGoDuration(text: string): boolean {
  try {
    parseDuration(text)
    return true
  } catch (error) {
    if (error instanceof DurationError) return false
    throw error
  }
}

const isDateTime = (text: string): boolean => DATE_TIME.test(text) && !Number.isNaN(Date.parse(text))

/** The formats of strings that custom resources are checked for; others mean nothing. Source: kube-openapi/pkg/validation/strfmt. */
const FORMATS: Record<string, (text: string) => boolean> = {
  bsonobjectid: text => /^[0-9a-fA-F]{24}$/.test(text),
  byte: text => BASE64.test(text),
  cidr: text => parseCIDR(text) !== undefined,
  creditcard: text => /^[\d -]{13,23}$/.test(text),
  date: isDate,
  'date-time': isDateTime,
  datetime: isDateTime,
  duration: text => isGoDuration(text) || WORD_DURATION.test(text),
  email: text => EMAIL.test(text),
  hexcolor: text => /^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(text),
  hostname: text => HOSTNAME.test(text) && text.length <= 255,
  ipv4: text => parseIP(text)?.family === 'IPv4' && text.includes('.'),
  ipv6: text => parseIP(text) !== undefined && text.includes(':'),
  isbn: text => /^(?:\d[- ]?){9}[\dXx]$|^(?:\d[- ]?){13}$/.test(text),
  isbn10: text => /^(?:\d[- ]?){9}[\dXx]$/.test(text),
  isbn13: text => /^(?:\d[- ]?){13}$/.test(text),
  'k8s-long-name': text => isDNS1123Subdomain(text).length === 0,
  'k8s-short-name': text => isDNS1123Label(text).length === 0,
  mac: text => MAC.test(text),
  password: () => true,
  rgbcolor: text => /^rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$/.test(text),
  ssn: text => /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(text),
  uri: isURI,
  uuid: text => UUID.test(text),
  uuid3: uuidVersion('3'),
  uuid4: uuidVersion('4'),
  uuid5: uuidVersion('5'),
}

/** Whether a string is of a format; of one that nobody knows every string is. */
export function hasFormat(format: string, text: string): boolean {
  const name = format.replaceAll('-', '')
  const key = [format, name].find(f => Object.hasOwn(FORMATS, f))
  return key === undefined || FORMATS[key]!(text)
}
