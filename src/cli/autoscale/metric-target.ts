import type { MetricSpec, MetricTarget } from '../../api/types.gen.ts'
import { canonicalQuantity, QuantityError } from '../../apimachinery/quantity.ts'
import { CommandError } from '../errors.ts'

/** What a number without a unit is counted in. */
const UNITS = { cpu: 'm', memory: 'Mi' } as const

export type ScaledResource = keyof typeof UNITS

const MAX_INT32 = 2 ** 31 - 1
const NUMBER = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/

/**
 * The target that --cpu or --memory asks for: "70%" a utilization, "500m" or "200Mi" an average value; a bare number is thousandths of
 * a CPU or mebibytes. Throws CommandError.
 */
export function parseTarget(text: string, resource: ScaledResource): MetricTarget {
  const input = text.trim()
  if (input === '') throw new CommandError('empty input')
  if (input.endsWith('%')) return { type: 'Utilization', averageUtilization: parsePercentage(input.slice(0, -1)) }
  const amount = NUMBER.test(input) ? `${Number(input)}${UNITS[resource]}` : input
  try {
    return { type: 'AverageValue', averageValue: canonicalQuantity(amount) }
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error
    throw new CommandError(`invalid resource ${resource} value: ${input}`)
  }
}

function parsePercentage(text: string): number {
  const value = /^\+?[0-9]{1,10}$/.test(text) ? Number(text) : MAX_INT32 + 1
  if (value > MAX_INT32) throw new CommandError(`invalid percentage value: ${text}`)
  return value
}

/** The metric of a resource with a target. */
export function resourceMetric(name: ScaledResource, target: MetricTarget): MetricSpec {
  return { resource: { name, target }, type: 'Resource' }
}
