import { getServers } from 'node:dns'

interface NetworkError {
  code?: string
  message: string
  address?: string
  port?: number
  hostname?: string
  errors?: NetworkError[]
  reason?: string
  cert?: { valid_to?: string; valid_from?: string; subjectaltname?: string }
}

const DIAL: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ETIMEDOUT: 'connection timed out',
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'network is unreachable',
  EADDRNOTAVAIL: 'cannot assign requested address',
  EACCES: 'permission denied',
}

const UNKNOWN_AUTHORITY = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
])

/** What Go's net/http says where Node's fails. `host` is the name or address that was connected to. */
export function goNetworkError(error: unknown, host: string): string {
  const { errors } = error as NetworkError
  const failed = errors?.length ? errors[errors.length - 1]! : (error as NetworkError)
  const { code = '', message, address, port } = failed
  if (Object.hasOwn(DIAL, code)) {
    const what = address === undefined ? '' : ` ${address.includes(':') ? `[${address}]` : address}:${port}`
    return `dial tcp${what}: connect: ${DIAL[code]}`
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    const [server] = getServers()
    const at = server === undefined ? '' : ` on ${server.includes(':') ? server : `${server}:53`}`
    return `dial tcp: lookup ${failed.hostname ?? host}${at}: ${code === 'ENOTFOUND' ? 'no such host' : 'server misbehaving'}`
  }
  if (code === 'ECONNRESET')
    return /socket hang up|disconnected/.test(message) ? 'EOF' : 'read: connection reset by peer'
  if (code === 'EPIPE') return 'write: broken pipe'
  return tlsError(failed, host) ?? message
}

function tlsError({ code = '', message, cert, reason }: NetworkError, host: string): string | undefined {
  const verify = 'tls: failed to verify certificate: x509: '
  if (UNKNOWN_AUTHORITY.has(code)) return `${verify}certificate signed by unknown authority`
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    const now = new Date()
    const past = code === 'CERT_HAS_EXPIRED'
    const limit = past ? cert?.valid_to : cert?.valid_from
    const compared = limit
      ? `: current time ${rfc3339(now)} is ${past ? 'after' : 'before'} ${rfc3339(new Date(limit))}`
      : ''
    return `${verify}certificate has expired or is not yet valid${compared}`
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return `${verify}${nameMismatch(host, cert?.subjectaltname)}`
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    if (/wrong version number|packet length too long|http request/.test(message))
      return 'http: server gave HTTP response to HTTPS client'
    const alert = /alert ([a-z ]+)/.exec(reason ?? message)
    return alert ? `remote error: tls: ${alert[1]!.trim()}` : undefined
  }
  if (code.startsWith('HPE_')) return 'net/http: HTTP/1.x transport connection broken: malformed HTTP response'
  return undefined
}

function nameMismatch(host: string, names = ''): string {
  const isAddress = /^[\d.]+$|:/.test(host)
  const listed = names
    .split(', ')
    .filter(n => n.startsWith(isAddress ? 'IP Address:' : 'DNS:'))
    .map(n => n.slice(n.indexOf(':') + 1))
  if (listed.length) return `certificate is valid for ${listed.join(', ')}, not ${host}`
  return isAddress
    ? `cannot validate certificate for ${host} because it doesn't contain any IP SANs`
    : `certificate is not valid for any names, but wanted to match ${host}`
}

const rfc3339 = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z')
