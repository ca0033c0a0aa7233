import { milliValueOf, wholeValueOf } from '../apimachinery/quantity.ts'
import { remembering } from '../apimachinery/remembering.ts'

const milliValue = remembering(milliValueOf)
const wholeValue = remembering(wholeValueOf)

/** A quantity as the scheduler counts it: cpu in thousandths, everything else in whole units, rounded up. */
export function resourceAmount(resource: string, quantity: string | number): number {
  return resource === 'cpu' ? milliValue(String(quantity)) : wholeValue(String(quantity))
}
