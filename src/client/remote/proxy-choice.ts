/**
 * The proxy for a server: that of the kubeconfig, else what the environment says as Go's http.ProxyFromEnvironment reads it;
 * undefined for none. The server's own machine is never reached through the environment's proxy. Throws Error for what is no proxy's URL.
 */
export function proxyFor(
  server: URL,
  configured: string,
  env: Readonly<Record<string, string | undefined>>,
): URL | undefined {
  if (configured !== '') return checked(configured)
  const name = server.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  const found = env[name] || env[name.toLowerCase()]
  if (!found || isExempt(server, env.NO_PROXY || env.no_proxy || '')) return undefined
  return checked(found.includes('://') ? found : `http://${found}`)
}

function checked(text: string): URL {
  if (!URL.canParse(text)) throw new Error(`proxy URL ${JSON.stringify(text)} could not be parsed`)
  const url = new URL(text)
  if (!['http:', 'https:', 'socks5:', 'socks5h:'].includes(url.protocol))
    throw new Error(`unsupported scheme ${JSON.stringify(url.protocol.slice(0, -1))}, must be http, https, or socks5`)
  return url
}

function isExempt({ hostname, port }: URL, noProxy: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase()
  if (host === 'localhost' || host === '::1' || host.startsWith('127.')) return true
  return noProxy
    .toLowerCase()
    .split(',')
    .map(entry => entry.trim())
    .some(entry => entry === '*' || (entry !== '' && matches(host, port, entry)))
}

function matches(host: string, port: string, entry: string): boolean {
  const [name = '', wantedPort] = entry.includes('/') ? [entry] : entry.split(/:(?=\d+$)/)
  if (wantedPort !== undefined && wantedPort !== port) return false
  if (name.includes('/')) return inRange(host, name)
  const plain = name.replace(/^\*?\./, '')
  return name === plain ? host === plain || host.endsWith(`.${plain}`) : host.endsWith(`.${plain}`)
}

/** Whether an IPv4 address is in a range such as 10.0.0.0/8. */
function inRange(host: string, range: string): boolean {
  const [base = '', bits = ''] = range.split('/')
  const [a, b] = [ipv4(host), ipv4(base)]
  if (a === undefined || b === undefined) return false
  const shift = 32 - Number(bits)
  return shift >= 32 || a >>> shift === b >>> shift
}

function ipv4(text: string): number | undefined {
  const parts = text.split('.').map(Number)
  if (parts.length !== 4 || parts.some(p => !Number.isInteger(p) || p < 0 || p > 255)) return undefined
  return parts.reduce((sum, part) => (sum << 8) | part, 0) >>> 0
}
