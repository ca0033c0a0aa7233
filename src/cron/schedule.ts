import { DurationError, parseDuration } from '../apimachinery/duration.ts'
import { type Bounds, type Field, parseField, ScheduleError } from './fields.ts'
import { loadZone, UTC, type WallTime, type Zone } from './zone.ts'

export { ScheduleError } from './fields.ts'

/** When something is to happen, again and again. */
export interface Schedule {
  /** The first moment after `at` (ms since 1970); undefined where there is none within five years. */
  next(at: number): number | undefined
}

const MINUTES: Bounds = { min: 0, max: 59 }
const HOURS: Bounds = { min: 0, max: 23 }
const DAYS: Bounds = { min: 1, max: 31 }
const MONTHS: Bounds = {
  min: 1,
  max: 12,
  names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
}
const WEEKDAYS: Bounds = { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] }
const DESCRIPTORS = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
])
const EVERY = '@every '

/**
 * Parses a schedule of five fields, or a descriptor as @hourly or `@every 1h30m` (robfig/cron's ParseStandard). A zone may stand
 * before it: `TZ=Europe/Berlin 0 3 * * *`; else it is `zone`. Throws a ScheduleError with that package's text.
 */
export function parseSchedule(text: string, zone: Zone = UTC): Schedule {
  if (text === '') throw new ScheduleError('empty spec string')
  const prefixed = /^(?:CRON_)?TZ=(\S*)\s+(.*)$/s.exec(text)
  if (prefixed) {
    const name = prefixed[1]!
    const own = loadZone(name)
    if (!own) throw new ScheduleError(`provided bad location ${name}: unknown time zone ${name}`)
    return parseSchedule(prefixed[2]!.trim(), own)
  }
  if (text.startsWith('@')) return parseDescriptor(text, zone)
  const fields = text.split(/\s+/).filter(field => field !== '')
  if (fields.length !== 5)
    throw new ScheduleError(`expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`)
  const [minute, hour, day, month, weekday] = fields as [string, string, string, string, string]
  return new FieldSchedule(
    parseField(minute, MINUTES),
    parseField(hour, HOURS),
    parseField(day, DAYS),
    parseField(month, MONTHS),
    parseField(weekday, WEEKDAYS),
    zone,
  )
}

function parseDescriptor(text: string, zone: Zone): Schedule {
  const fields = DESCRIPTORS.get(text)
  if (fields !== undefined) return parseSchedule(fields, zone)
  if (!text.startsWith(EVERY)) throw new ScheduleError(`unrecognized descriptor: ${text}`)
  try {
    const delay = Math.max(1, Math.floor(parseDuration(text.slice(EVERY.length)) / 1000)) * 1000
    return { next: at => Math.floor(at / 1000) * 1000 + delay }
  } catch (error) {
    if (error instanceof DurationError) throw new ScheduleError(`failed to parse duration ${text}: ${error.message}`)
    throw error
  }
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const YEARS_SEARCHED = 5

class FieldSchedule implements Schedule {
  private readonly hours: number[]
  private readonly minutes: number[]

  constructor(
    minute: Field,
    hour: Field,
    private readonly day: Field,
    private readonly month: Field,
    private readonly weekday: Field,
    private readonly zone: Zone,
  ) {
    const sorted = ({ values }: Field) => [...values].sort((a, b) => a - b)
    this.hours = sorted(hour)
    this.minutes = sorted(minute)
  }

  next(at: number): number | undefined {
    const first = this.zone.wallTime(at)
    const lastYear = first.year + YEARS_SEARCHED
    let date = Date.UTC(first.year, first.month - 1, first.day)
    for (;;) {
      const day = new Date(date)
      const [year, month] = [day.getUTCFullYear(), day.getUTCMonth() + 1]
      if (year > lastYear) return undefined
      if (!this.month.values.has(month)) {
        date = Date.UTC(year, month, 1)
        continue
      }
      if (this.isDay(day)) {
        const found = this.firstOfDay({ year, month, day: day.getUTCDate(), hour: 0, minute: 0 }, at)
        if (found !== undefined) return found
      }
      date += DAY
    }
  }

  /** Where both days are given, one of them is enough. */
  private isDay(date: Date): boolean {
    const ofMonth = this.day.values.has(date.getUTCDate())
    const ofWeek = this.weekday.values.has(date.getUTCDay())
    return this.day.any || this.weekday.any ? ofMonth && ofWeek : ofMonth || ofWeek
  }

  /** The first moment of a day after `at`. On days without a change of clocks they come in the order of the clock. */
  private firstOfDay(day: WallTime, at: number): number | undefined {
    const begin = this.zone.instantsOf(day)[0]
    const end = this.zone.instantsOf({ ...day, hour: 23, minute: 59 })[0]
    if (begin === undefined || end === undefined || end - begin !== DAY - MINUTE) return this.firstOfOddDay(day, at)
    for (const hour of this.hours) {
      const start = begin + hour * 60 * MINUTE
      if (start + 59 * MINUTE <= at) continue
      for (const minute of this.minutes) if (start + minute * MINUTE > at) return start + minute * MINUTE
    }
    return undefined
  }

  private firstOfOddDay(day: WallTime, at: number): number | undefined {
    let found: number | undefined
    for (const hour of this.hours)
      for (const minute of this.minutes)
        for (const instant of this.zone.instantsOf({ ...day, hour, minute }))
          if (instant > at && (found === undefined || instant < found)) found = instant
    return found
  }
}
