import type { IncomingMessage } from 'node:http'
import type { Impersonation } from '../../api/request.ts'

const EXTRA = 'impersonate-extra-'

/** Whom the Impersonate-* headers of a request name; undefined where there are none. */
export function impersonationOf({ rawHeaders }: IncomingMessage): Impersonation | undefined {
  let user: string | undefined
  let uid: string | undefined
  const groups: string[] = []
  const extra = new Map<string, string[]>()
  let any = false
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!
    if (name.length < 15 || name[0]!.toLowerCase() !== 'i') continue
    const key = name.toLowerCase()
    const value = utf8(rawHeaders[i + 1]!)
    if (key === 'impersonate-user') user = value
    else if (key === 'impersonate-uid') uid = value
    else if (key === 'impersonate-group') groups.push(value)
    else if (key.startsWith(EXTRA)) {
      const field = unescaped(key.slice(EXTRA.length))
      extra.set(field, [...(extra.get(field) ?? []), value])
    } else continue
    any = true
  }
  if (!any) return undefined
  return {
    ...(user === undefined ? {} : { user }),
    ...(uid === undefined ? {} : { uid }),
    ...(groups.length ? { groups } : {}),
    ...(extra.size ? { extra: Object.fromEntries(extra) } : {}),
  }
}

/** Headers come as bytes, each a character. */
function utf8(value: string): string {
  return Buffer.from(value, 'latin1').toString('utf8')
}

function unescaped(key: string): string {
  try {
    return decodeURIComponent(key)
  } catch {
    return key
  }
}
