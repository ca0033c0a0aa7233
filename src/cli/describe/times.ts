const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const two = (n: number): string => String(n).padStart(2, '0')
const clockTime = (d: Date): string => `${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`

function zoneOffset(d: Date): string {
  const minutes = -d.getTimezoneOffset()
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`
}

/** A time as describers show it, in the local zone: `Sun, 22 Nov 2026 17:47:05 +0000`. Unset is Go's zero time. */
export function rfc1123z(time: string | null | undefined): string {
  if (!time) return 'Mon, 01 Jan 0001 00:00:00 +0000'
  const d = new Date(time)
  return `${DAYS[d.getDay()]}, ${two(d.getDate())} ${MONTHS[d.getMonth()]} ${d.getFullYear()} ${clockTime(d)} ${zoneOffset(d)}`
}

/** Each names the zones of its own region only, and others by their offset. */
const ZONE_LOCALES = ['en-US', 'en-GB', 'en-IN', 'en-AU', 'en-ZA']

/** The abbreviation of the local zone, as "CET"; as for Go its offset where it has none. */
function zoneName(d: Date): string {
  for (const locale of ZONE_LOCALES) {
    const parts = new Intl.DateTimeFormat(locale, { timeZoneName: 'short' }).formatToParts(d)
    const name = parts.find(part => part.type === 'timeZoneName')?.value
    if (name !== undefined && /^[A-Z]+$/.test(name)) return name
  }
  return zoneOffset(d)
}

/** A time as Go's Time.String shows it, in the local zone: `2026-11-22 17:47:05 +0000 UTC`. */
export function goTime(time: string | null | undefined): string {
  if (!time) return '0001-01-01 00:00:00 +0000 UTC'
  const d = new Date(time)
  const date = `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`
  return `${date} ${clockTime(d)} ${zoneOffset(d)} ${zoneName(d)}`
}
