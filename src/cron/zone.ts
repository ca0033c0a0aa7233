/** A time of the calendar, without a zone. Months count from 1. */
export interface WallTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
}

/** What clocks show somewhere. */
export interface Zone {
  /** What they show at an instant (ms since 1970). */
  wallTime(at: number): WallTime
  /** The instants at which they show it: none where the clocks are put forward, two where they are put back. */
  instantsOf(wall: WallTime): number[]
  /** The instant in the zone as RFC 3339 has it: 2026-01-01T00:00:00+01:00. */
  format(at: number): string
}

const HOUR = 3_600_000

function utcOf({ year, month, day, hour, minute }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute)
}

function wallTimeOf(at: number): WallTime {
  const date = new Date(at)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  }
}

export const UTC: Zone = {
  wallTime: wallTimeOf,
  instantsOf: wall => [utcOf(wall)],
  format: at => `${new Date(at).toISOString().slice(0, 19)}Z`,
}

const PART = /^[A-Za-z0-9_.+-]{1,14}$/

/** Whether a name can be that of a zone at all: no path that leads elsewhere. */
export function isZoneName(name: string): boolean {
  return name.split('/').every(part => PART.test(part) && part !== '.' && part !== '..' && !part.startsWith('-'))
}

/** The zone of that name in the IANA database; undefined where there is none. */
export function loadZone(name: string): Zone | undefined {
  if (name === '' || name === 'UTC') return UTC
  // Intl knows offsets as well, and takes any case; the files of the database do not
  if (!isZoneName(name) || !/^[A-Z]/.test(name) || isOtherCase(name)) return undefined
  try {
    return new NamedZone(new Intl.DateTimeFormat('en-US', { ...FIELDS, timeZone: name }))
  } catch {
    return undefined
  }
}

const FIELDS = {
  calendar: 'gregory',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const

function isOtherCase(name: string): boolean {
  const lower = name.toLowerCase()
  const known = Intl.supportedValuesOf('timeZone').filter(zone => zone.toLowerCase() === lower)
  return known.length > 0 && !known.includes(name)
}

class NamedZone implements Zone {
  constructor(private readonly formatter: Intl.DateTimeFormat) {}

  wallTime(at: number): WallTime {
    return wallTimeOf(at + this.offset(at))
  }

  instantsOf(wall: WallTime): number[] {
    const utc = utcOf(wall)
    const offsets = new Set([this.offset(utc - 24 * HOUR), this.offset(utc + 24 * HOUR)])
    return [...offsets].map(offset => utc - offset).filter(at => at + this.offset(at) === utc)
  }

  format(at: number): string {
    const offset = this.offset(at)
    const minutes = Math.abs(offset) / 60_000
    const two = (n: number) => String(Math.trunc(n)).padStart(2, '0')
    const zone = offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
    return `${new Date(at + offset).toISOString().slice(0, 19)}${zone}`
  }

  /** How far the clocks are ahead of UTC (ms). */
  private offset(at: number): number {
    const parts: Record<string, number> = {}
    for (const { type, value } of this.formatter.formatToParts(at)) parts[type] = Number(value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
  }
}
