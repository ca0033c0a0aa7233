import { resolvePlain } from './resolve.ts'

const ONLY_IN_V2 = /^(?:[yYnN]|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF)$/
const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d+))?(Z|[-+]\d\d:\d\d)| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d+))?))?$/

/** What plain text stands for to go-yaml v3: as to v2, but of the words only `true` and `false` are booleans, and a timestamp is one. */
export function resolveV3(text: string): unknown {
  if (ONLY_IN_V2.test(text)) return text
  const match = TIMESTAMP.exec(text)
  return match ? (moment(match) ?? text) : resolvePlain(text)
}

/** A timestamp as Go writes it in JSON (RFC 3339); undefined for one that no calendar has. */
function moment(match: RegExpExecArray): string | undefined {
  const [, year = '', month = '', day = ''] = match
  const [hour = '0', minute = '0', second = '0', fraction = ''] = match[4] ? match.slice(4, 8) : match.slice(9, 13)
  const parts = [year, month, day, hour, minute, second].map(Number) as [number, number, number, number, number, number]
  const date = new Date(Date.UTC(parts[0], parts[1] - 1, ...(parts.slice(2) as [number, number, number, number])))
  if (date.getUTCMonth() !== parts[1] - 1 || date.getUTCDate() !== parts[2] || parts[3] > 23) return undefined
  const digits = fraction.slice(0, 9).replace(/0+$/, '')
  const zone = match[8] === undefined || match[8] === '+00:00' ? 'Z' : match[8]
  return date.toISOString().slice(0, 19) + (digits && `.${digits}`) + zone
}
