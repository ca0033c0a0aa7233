/** A text that is no duration. */
export class DurationError extends Error {
  override readonly name = 'DurationError'
}

const NANOSECONDS_PER_MILLISECOND = 1_000_000
const UNITS = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
])
const MAX_INT64 = 2n ** 63n - 1n
/** Digits that surely fit an int64: Go reads no more of a fraction. */
const INT64_DIGITS = 18

const TERM = /([0-9]*)(?:\.([0-9]*))?([^0-9.]*)/y

/** As package time quotes: every byte outside of ASCII, and control characters, as \x and two digits. */
function quoteBytes(text: string): string {
  const quoted = text
    .replace(/["\\]/g, '\\$&')
    .replace(/[^ -~\x7f]/gu, c => Array.from(Buffer.from(c), b => `\\x${b.toString(16).padStart(2, '0')}`).join(''))
  return `"${quoted}"`
}

/** The nanoseconds of `whole`.`fraction` units; the fraction is computed in floating point, as Go does. */
function termValue(whole: string, fraction: string, unit: bigint): bigint {
  const digits = fraction.slice(0, INT64_DIGITS)
  const part = digits === '' ? 0n : BigInt(Math.trunc(Number(digits) * (Number(unit) / 10 ** digits.length)))
  return BigInt(whole === '' ? '0' : whole) * unit + part
}

/**
 * Parses a duration as Go's time.ParseDuration: `1h30m`, `1.5s`, `-300ms`, `0`. Answers milliseconds, with a fraction
 * for what is finer. Throws a DurationError with Go's text.
 */
export function parseDuration(text: string): number {
  const invalid = (): DurationError => new DurationError(`time: invalid duration ${quoteBytes(text)}`)
  const negative = text.startsWith('-')
  let at = negative || text.startsWith('+') ? 1 : 0
  if (text.slice(at) === '0') return 0
  if (at === text.length) throw invalid()
  let total = 0n
  while (at < text.length) {
    TERM.lastIndex = at
    const [term = '', whole = '', fraction = '', unitText = ''] = TERM.exec(text) ?? []
    if ((whole === '' && fraction === '') || whole.replace(/^0+/, '').length > 20) throw invalid()
    if (unitText === '') throw new DurationError(`time: missing unit in duration ${quoteBytes(text)}`)
    const unit = UNITS.get(unitText)
    if (unit === undefined) {
      throw new DurationError(`time: unknown unit ${quoteBytes(unitText)} in duration ${quoteBytes(text)}`)
    }
    total += termValue(whole, fraction, unit)
    if (total > MAX_INT64 + (negative ? 1n : 0n)) throw invalid()
    at += term.length
  }
  const ms = Number(total / 1_000_000n) + Number(total % 1_000_000n) / NANOSECONDS_PER_MILLISECOND
  return negative ? 0 - ms : ms
}

function trimmedFraction(value: bigint, digits: number): string {
  const divisor = 10n ** BigInt(digits)
  const fraction = (value % divisor).toString().padStart(digits, '0').replace(/0+$/, '')
  return `${value / divisor}${fraction === '' ? '' : `.${fraction}`}`
}

/** The duration as Go's Duration.String() prints it: `1h30m0s`, `1.5s`, `300ms`, `0s`. Takes milliseconds. */
export function formatDuration(ms: number): string {
  const whole = Math.trunc(Math.abs(ms))
  const ns = BigInt(whole) * 1_000_000n + BigInt(Math.round((Math.abs(ms) - whole) * NANOSECONDS_PER_MILLISECOND))
  const sign = ms < 0 ? '-' : ''
  if (ns === 0n) return '0s'
  if (ns < 1_000n) return `${sign}${ns}ns`
  if (ns < 1_000_000n) return `${sign}${trimmedFraction(ns, 3)}µs`
  if (ns < 1_000_000_000n) return `${sign}${trimmedFraction(ns, 6)}ms`
  const minutes = ns / 60_000_000_000n
  const seconds = `${trimmedFraction(ns % 60_000_000_000n, 9)}s`
  if (minutes === 0n) return sign + seconds
  return minutes < 60n ? `${sign}${minutes}m${seconds}` : `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}`
}

/** Two units, the smaller only when it is not zero: `2d3h`. */
function pair(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big}${bigUnit}` : `${big}${bigUnit}${small}${smallUnit}`
}

/**
 * The duration for people, with two or three significant figures: 90s, 2m, 3m50s, 5h, 2d3h, 45d, 2y15d
 * (k8s.io/apimachinery/pkg/util/duration.HumanDuration). Takes milliseconds.
 */
export function humanDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1000)
  if (seconds < -1) return '<invalid>'
  if (seconds < 0) return '0s'
  if (seconds < 120) return `${seconds}s`
  const minutes = Math.trunc(seconds / 60)
  if (minutes < 10) return pair(minutes, 'm', seconds % 60, 's')
  if (minutes < 180) return `${minutes}m`
  const hours = Math.trunc(minutes / 60)
  if (hours < 8) return pair(hours, 'h', minutes % 60, 'm')
  if (hours < 48) return `${hours}h`
  const days = Math.trunc(hours / 24)
  if (hours < 24 * 8) return pair(days, 'd', hours % 24, 'h')
  if (days < 365 * 2) return `${days}d`
  const years = Math.trunc(days / 365)
  return days < 365 * 8 ? pair(years, 'y', days % 365, 'd') : `${years}y`
}

/** The AGE column: how long ago the timestamp was, `<unknown>` when there is none (translateTimestampSince). */
export function translateTimestampSince(timestamp: string | null | undefined, now: Date): string {
  const at = timestamp ? Date.parse(timestamp) : Number.NaN
  return Number.isNaN(at) ? '<unknown>' : humanDuration(now.getTime() - at)
}
