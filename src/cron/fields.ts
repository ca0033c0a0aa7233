import { quote } from '../apimachinery/quote.ts'

/** A schedule that cannot be read. */
export class ScheduleError extends Error {
  override readonly name = 'ScheduleError'
}

/** The values that a field may have, and their names. */
export interface Bounds {
  min: number
  max: number
  names?: readonly string[]
}

/** The values of one field that match; `any` where it says * (or ?), which decides how days are combined. */
export interface Field {
  values: ReadonlySet<number>
  any: boolean
}

/** One field of a schedule, as robfig/cron reads it: lists, ranges and steps. Throws a ScheduleError with its text. */
export function parseField(text: string, bounds: Bounds): Field {
  const values = new Set<number>()
  let any = false
  for (const expression of text.split(',').filter(part => part !== '')) {
    const range = parseRange(expression, bounds)
    any ||= range.any
    for (let value = range.start; value <= range.end; value += range.step) values.add(value)
  }
  return { values, any }
}

function parseRange(expression: string, bounds: Bounds): { start: number; end: number; step: number; any: boolean } {
  const [range = '', stepText, ...moreSlashes] = expression.split('/')
  const [low = '', high, ...moreHyphens] = range.split('-')
  const isStar = low === '*' || low === '?'
  let any = isStar
  let start = bounds.min
  let end = bounds.max
  if (!isStar) {
    start = parseValue(low, bounds)
    if (moreHyphens.length > 0) throw new ScheduleError(`too many hyphens: ${expression}`)
    end = high === undefined ? start : parseValue(high, bounds)
  }
  if (moreSlashes.length > 0) throw new ScheduleError(`too many slashes: ${expression}`)
  let step = 1
  if (stepText !== undefined) {
    step = parseNumber(stepText)
    if (high === undefined) end = bounds.max
    if (step > 1) any = false
  }
  const fault = faultOf(start, end, step, bounds)
  if (fault) throw new ScheduleError(`${fault}: ${expression}`)
  return { start, end, step, any }
}

function faultOf(start: number, end: number, step: number, { min, max }: Bounds): string | undefined {
  if (start < min) return `beginning of range (${start}) below minimum (${min})`
  if (end > max) return `end of range (${end}) above maximum (${max})`
  if (start > end) return `beginning of range (${start}) beyond end of range (${end})`
  return step === 0 ? 'step of range should be a positive number' : undefined
}

function parseValue(text: string, { min, names }: Bounds): number {
  const named = names?.indexOf(text.toLowerCase()) ?? -1
  return named >= 0 ? named + min : parseNumber(text)
}

function parseNumber(text: string): number {
  const fail = (why: string) =>
    new ScheduleError(`failed to parse int from ${text}: strconv.Atoi: parsing ${quote(text)}: ${why}`)
  if (!/^[+-]?[0-9]+$/.test(text)) throw fail('invalid syntax')
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw fail('value out of range')
  if (number < 0) throw new ScheduleError(`negative number (${number}) not allowed: ${text}`)
  return number
}
