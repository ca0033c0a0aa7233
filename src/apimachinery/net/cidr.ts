import type { IP, IPFamily, ParsedIP } from './ip.ts'
import { bitsOf, ipText, parseIP } from './ip.ts'

/** A range of addresses: all that begin as `base` does, which has no bits set after the prefix. */
export interface CIDR {
  readonly family: IPFamily
  readonly base: bigint
  readonly prefix: number
}

/** A range and how it was written. */
export interface ParsedCIDR extends CIDR {
  /** The address before the slash, with the bits after the prefix. */
  readonly ip: ParsedIP
  /** In the address or in the prefix length. */
  readonly leadingZeros: boolean
}

function masked(value: bigint, prefix: number, bits: number): bigint {
  const free = BigInt(bits - prefix)
  return (value >> free) << free
}

/**
 * Reads a range as Kubernetes does (netutils.ParseCIDRSloppy): 10.0.0.0/8, but also 10.1.2.3/8 and 010.0.0.0/08.
 * Undefined when it is none.
 */
export function parseCIDR(text: string): ParsedCIDR | undefined {
  const slash = text.indexOf('/')
  const length = text.slice(slash + 1)
  if (slash < 0 || !/^0*[0-9]{1,3}$/.test(length)) return undefined
  const ip = parseIP(text.slice(0, slash))
  if (ip === undefined) return undefined
  const written = Number(length)
  const writtenBits = ip.mapped ? 128 : bitsOf(ip.family)
  if (written > writtenBits) return undefined
  const leadingZeros = ip.leadingZeros || (length.length > 1 && length.startsWith('0'))
  const family = ip.mapped && written < 96 ? 'IPv6' : ip.family
  const prefix = ip.mapped && written >= 96 ? written - 96 : written
  const value = family === ip.family ? ip.value : (0xffffn << 32n) | ip.value
  return { family, base: masked(value, prefix, bitsOf(family)), prefix, ip, leadingZeros }
}

/** The range in its canonical form. */
export function cidrText({ family, base, prefix }: CIDR): string {
  return `${ipText({ family, value: base })}/${prefix}`
}

/** The first address, the network's own. */
export function cidrFirst({ family, base }: CIDR): IP {
  return { family, value: base }
}

/** Whether the address lies in the range. */
export function cidrContains(cidr: CIDR, ip: IP): boolean {
  return ip.family === cidr.family && masked(ip.value, cidr.prefix, bitsOf(cidr.family)) === cidr.base
}
