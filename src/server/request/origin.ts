import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'
import { StatusError } from '../../apimachinery/status.ts'

/**
 * Refuses requests that a web page of somebody else has made a browser send: those for another name than ours (a page whose name leads
 * to us now: DNS rebinding), and those from another origin.
 */
export class OriginCheck {
  private readonly names: ReadonlySet<string>
  /** The last host that was found to be ours: mostly it is the same again. */
  private lastHost: string | undefined

  /** `names` are what the server is called, besides its addresses. */
  constructor(names: Iterable<string>) {
    this.names = new Set(names)
  }

  /** Throws Forbidden. */
  check({ host = '', origin, 'sec-fetch-site': site }: IncomingHttpHeaders): void {
    if (host !== this.lastHost) {
      if (!isOwnName(hostName(host), this.names))
        throw refusal(`the host ${JSON.stringify(host)} is not one of this server`)
      this.lastHost = host
    }
    if (site !== undefined) {
      if (site !== 'same-origin' && site !== 'none') throw refusal('requests from other origins are not answered')
    } else if (origin !== undefined && hostOf(origin) !== host.toLowerCase())
      throw refusal('requests from other origins are not answered')
  }
}

/** Addresses are always ours: a page has a name to be rebound. */
function isOwnName(name: string, names: ReadonlySet<string>): boolean {
  return names.has(name) || isIP(name) !== 0
}

/** The host without its port, and an IPv6 address without its brackets. */
function hostName(host: string): string {
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(host) ?? []
  return (bracketed ?? host.replace(/:\d+$/, '')).toLowerCase()
}

function hostOf(origin: string): string {
  const [, host = ''] = /^https?:\/\/([^/]*)$/.exec(origin.toLowerCase()) ?? []
  return host
}

function refusal(why: string): StatusError {
  return new StatusError(403, 'Forbidden', `forbidden: ${why}`, {})
}
