import { milliValueOf, wholeValueOf } from '../apimachinery/quantity.ts'

const known = new Map<string, number>()
const MAX_KNOWN = 1000

/** A quantity as the scheduler counts it: cpu in thousandths, everything else in whole units, rounded up. */
export function resourceAmount(resource: string, quantity: string | number): number {
  const key = resource === 'cpu' ? `cpu ${quantity}` : String(quantity)
  const cached = known.get(key)
  if (cached !== undefined) return cached
  const amount = resource === 'cpu' ? milliValueOf(String(quantity)) : wholeValueOf(String(quantity))
  if (known.size < MAX_KNOWN) known.set(key, amount)
  return amount
}
