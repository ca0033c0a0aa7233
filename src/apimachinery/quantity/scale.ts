import type { Quantity } from './parse.ts'

/** The number without its sign. */
export function abs(n: bigint): bigint {
  return n < 0n ? -n : n
}

/** n / 10^places, rounded away from zero. */
export function shiftRight(n: bigint, places: number): bigint {
  if (n === 0n || places > n.toString().length) return n === 0n ? 0n : n < 0n ? -1n : 1n
  const divisor = 10n ** BigInt(places)
  const quotient = n / divisor
  if (quotient * divisor === n) return quotient
  return n < 0n ? quotient - 1n : quotient + 1n
}

/** The amount in units of 10^exponent, rounded away from zero. */
export function scaledTo(q: Quantity, exponent: number): bigint {
  return q.exponent >= exponent
    ? q.unscaled * 10n ** BigInt(q.exponent - exponent)
    : shiftRight(q.unscaled, exponent - q.exponent)
}
