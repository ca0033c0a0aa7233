export type IPFamily = 'IPv4' | 'IPv6'

/** An address as a number. */
export interface IP {
  readonly family: IPFamily
  readonly value: bigint
}

/** An address and how it was written. */
export interface ParsedIP extends IP {
  /** Written as an IPv4 address inside an IPv6 one, as in ::ffff:10.0.0.1. Kubernetes takes it for the former. */
  readonly mapped: boolean
  /** A number in it begins with zeros that other programs would read as octal, or has more digits than it may. */
  readonly leadingZeros: boolean
}

const DIGIT_0 = 48
/** The dot, counted from the digit 0. */
const DOT = 46 - DIGIT_0
const MAPPED_PREFIX = 0xffffn << 32n

/** The 32 bits of an IPv4 address, or undefined. Zeros before a number are passed over, as Kubernetes always did. */
function parseIPv4(text: string): { value: number; leadingZeros: boolean } | undefined {
  let value = 0
  let leadingZeros = false
  let octet = -1
  let octets = 1
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - DIGIT_0
    if (digit === DOT) {
      if (octet < 0 || ++octets > 4) return undefined
      value = value * 256 + octet
      octet = -1
      continue
    }
    if (digit < 0 || digit > 9) return undefined
    if (octet === 0) leadingZeros = true
    octet = Math.max(octet, 0) * 10 + digit
    if (octet > 255) return undefined
  }
  return octet < 0 || octets !== 4 ? undefined : { value: value * 256 + octet, leadingZeros }
}

interface Groups {
  groups: number[]
  leadingZeros: boolean
}

/** The 16-bit groups of one side of `::`; the last two may be written as an IPv4 address where `last` allows it. */
function parseGroups(text: string, last: boolean): Groups | undefined {
  const groups: number[] = []
  let leadingZeros = false
  if (text === '') return { groups, leadingZeros }
  const parts = text.split(':', 9)
  for (const [i, part] of parts.entries()) {
    if (last && i === parts.length - 1 && part.includes('.')) {
      const embedded = parseIPv4(part)
      if (embedded === undefined) return undefined
      groups.push(embedded.value >>> 16, embedded.value & 0xffff)
      leadingZeros ||= embedded.leadingZeros
    } else {
      if (!/^0*[0-9a-fA-F]{1,4}$/.test(part)) return undefined
      groups.push(Number.parseInt(part, 16))
      leadingZeros ||= part.length > 4
    }
  }
  return { groups, leadingZeros }
}

function parseIPv6(text: string): { value: bigint; leadingZeros: boolean } | undefined {
  const gap = text.indexOf('::')
  const head = parseGroups(gap < 0 ? text : text.slice(0, gap), gap < 0)
  const tail = parseGroups(gap < 0 ? '' : text.slice(gap + 2), true)
  if (head === undefined || tail === undefined) return undefined
  const missing = 8 - head.groups.length - tail.groups.length
  if (gap < 0 ? missing !== 0 : missing < 1) return undefined
  let value = 0n
  for (const group of [...head.groups, ...Array<number>(missing).fill(0), ...tail.groups]) {
    value = (value << 16n) | BigInt(group)
  }
  return { value, leadingZeros: head.leadingZeros || tail.leadingZeros }
}

/** Longer texts are no addresses, whatever they consist of. */
const MAX_LENGTH = 256

/**
 * Reads an address as Kubernetes does (netutils.ParseIPSloppy), which includes forms that it has since come to refuse
 * in most fields; those are marked. Undefined when it is none.
 */
export function parseIP(text: string): ParsedIP | undefined {
  if (text.length > MAX_LENGTH) return undefined
  if (!text.includes(':')) {
    const ipv4 = parseIPv4(text)
    return ipv4 && { family: 'IPv4', value: BigInt(ipv4.value), mapped: false, leadingZeros: ipv4.leadingZeros }
  }
  const ipv6 = parseIPv6(text)
  if (ipv6 === undefined) return undefined
  const mapped = ipv6.value >> 32n === 0xffffn
  const value = mapped ? ipv6.value - MAPPED_PREFIX : ipv6.value
  return { family: mapped ? 'IPv4' : 'IPv6', value, mapped, leadingZeros: ipv6.leadingZeros }
}

/** The family of an address in text form, or undefined when it is none. */
export function familyOf(text: string): IPFamily | undefined {
  return parseIP(text)?.family
}

/** The number of bits of an address. */
export function bitsOf(family: IPFamily): 32 | 128 {
  return family === 'IPv4' ? 32 : 128
}

/** Where the longest run of zero groups is, of two at least; the first of several (RFC 5952). */
function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: -1, length: 1 }
  let start = -1
  groups.forEach((group, i) => {
    if (group !== 0) start = -1
    else {
      if (start < 0) start = i
      if (i - start + 1 > best.length) best = { start, length: i - start + 1 }
    }
  })
  return best
}

function ipv6Text(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(112 - 16 * i)) & 0xffffn))
  const { start, length } = longestZeros(groups)
  const hex = (part: readonly number[]): string => part.map(group => group.toString(16)).join(':')
  return start < 0 ? hex(groups) : `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`
}

/** The address in its canonical form: no leading zeros, IPv6 as RFC 5952 has it. */
export function ipText({ family, value }: IP): string {
  return family === 'IPv4' ? numberToIPv4(Number(value)) : ipv6Text(value)
}

/** The 4 or 16 bytes of an address. */
export function ipBytes({ family, value }: IP): Buffer {
  return Buffer.from(value.toString(16).padStart(bitsOf(family) / 4, '0'), 'hex')
}

/** The address of 4 or 16 bytes, an IPv4 address also where it is in an IPv6 one; undefined for any other number of them. */
export function ipOfBytes(bytes: Buffer): IP | undefined {
  if (bytes.length !== 4 && bytes.length !== 16) return undefined
  const value = BigInt(`0x${bytes.toString('hex')}`)
  if (bytes.length === 4) return { family: 'IPv4', value }
  return value >> 32n === 0xffffn ? { family: 'IPv4', value: value - MAPPED_PREFIX } : { family: 'IPv6', value }
}

/** An IPv4 address as a number from 0 to 2^32-1, or undefined when it is none. */
export function ipv4ToNumber(text: string): number | undefined {
  return parseIPv4(text)?.value
}

/** The IPv4 address of a number from 0 to 2^32-1. */
export function numberToIPv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`
}

/** 0.0.0.0 or ::. */
export function isUnspecified(ip: IP): boolean {
  return ip.value === 0n
}

/** 127.0.0.0/8 or ::1. */
export function isLoopback(ip: IP): boolean {
  return ip.family === 'IPv4' ? ip.value >> 24n === 127n : ip.value === 1n
}

/** 169.254.0.0/16 or fe80::/10. */
export function isLinkLocalUnicast(ip: IP): boolean {
  return ip.family === 'IPv4' ? ip.value >> 16n === 0xa9fen : ip.value >> 118n === 0xfe80n >> 6n
}

/** 224.0.0.0/24 or ff02::/16 whatever its flags. */
export function isLinkLocalMulticast(ip: IP): boolean {
  return ip.family === 'IPv4' ? ip.value >> 8n === 0xe00000n : ((ip.value >> 112n) & 0xff0fn) === 0xff02n
}
