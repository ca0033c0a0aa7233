import { quote } from '../apimachinery/quote.ts'

const RFC3339 = '2006-01-02T15:04:05Z07:00'
const RFC3339_MICRO = '2006-01-02T15:04:05.000000Z07:00'

/** A text that is no time, with the message of Go's time.Parse. */
class TimeError extends Error {}

/** An RFC 3339 time as the API writes it: in UTC and to the second. Throws a TimeError. */
export function canonicalTime(text: string): string {
  return parse(text, RFC3339).toISOString().replace(/\.\d+/, '')
}

/** An RFC 3339 time with six digits after the second as the API writes it: in UTC. Throws a TimeError. */
export function canonicalMicroTime(text: string): string {
  const micros = /[.,](\d{6})/.exec(text)?.[1]
  return `${parse(text, RFC3339_MICRO).toISOString().slice(0, 19)}.${micros}Z`
}

// The parts of RFC 3339: what Go's layout calls them, what must come before, how to read them and their bounds.
const PARTS: readonly [name: string, before: string, pattern: RegExp, layout: string, low: number, high: number][] = [
  ['year', '', /^\d{4}/, '2006', 0, 9999],
  ['month', '-', /^\d\d/, '01', 1, 12],
  ['day', '-', /^\d\d/, '02', 1, 31],
  ['hour', 'T', /^\d\d?/, '15', 0, 23],
  ['minute', ':', /^\d\d/, '04', 0, 59],
  ['second', ':', /^\d\d/, '05', 0, 59],
]

function parse(text: string, layout: string): Date {
  const bad = (rest: string, element: string) =>
    new TimeError(`parsing time ${quote(text)} as ${quote(layout)}: cannot parse ${quote(rest)} as ${quote(element)}`)
  const outOfRange = (part: string) => new TimeError(`parsing time ${quote(text)}: ${part} out of range`)
  let rest = text
  const numbers: number[] = []
  for (const [name, before, pattern, element, low, high] of PARTS) {
    if (!rest.startsWith(before)) throw bad(rest, before)
    rest = rest.slice(before.length)
    const digits = pattern.exec(rest)?.[0]
    if (digits === undefined) throw bad(rest, element)
    const number = Number(digits)
    if (number < low || number > high) throw outOfRange(name)
    numbers.push(number)
    rest = rest.slice(digits.length)
  }
  const fraction = (layout === RFC3339_MICRO ? /^[.,]\d{6}/ : /^(?:[.,]\d+)?/).exec(rest)?.[0]
  if (fraction === undefined) throw bad(rest, '.000000')
  rest = rest.slice(fraction.length)
  const zone = /^(?:Z|([+-])(\d\d):(\d\d))/.exec(rest)
  if (zone === null) throw bad(rest, 'Z07:00')
  if (rest.length > zone[0].length)
    throw new TimeError(`parsing time ${quote(text)}: extra text: ${quote(rest.slice(zone[0].length))}`)
  const [year = 0, month = 1, day = 1, hour, minute, second] = numbers
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCDate() !== day) throw outOfRange('day')
  const offset = zone[1] ? (zone[1] === '-' ? 1 : -1) * (Number(zone[2]) * 60 + Number(zone[3])) : 0
  date.setUTCHours(hour!, minute! + offset, second)
  return date
}
