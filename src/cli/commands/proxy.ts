import { chmodSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { Connector } from '../../client/remote/connector.ts'
import type { RestConfig } from '../../client/remote/rest-config.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { CommandError } from '../errors.ts'
import { boolFlag, durationFlag, intFlag, stringFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import type { Io } from '../io.ts'
import { logPrefix } from '../log-prefix.ts'
import { Filter } from '../proxy/filter.ts'
import { handleProxied, type ProxyOptions } from '../proxy/proxy-handler.ts'
import { type Session, statePath } from '../session.ts'

export const proxy: CommandDefinition = {
  name: 'proxy',
  summary: 'Open the API server on this machine without credentials',
  usage: '[--port=PORT] [--www=static-dir] [--www-prefix=prefix] [--api-prefix=prefix] [options]',
  description: `Passes requests that come to a port of this machine on to the API server, with your credentials. A filter keeps pages of other
sites from using it.`,
  examples: `  # The whole API on port 8001
  kubectl proxy

  # On any free port, with the files of a folder below /static/
  kubectl proxy --port=0 --www=./web`,
  flags: [
    stringFlag('accept-hosts', 'Regular expressions for hosts that may be asked for', {
      default: '^localhost$,^127\\.0\\.0\\.1$,^\\[::1\\]$',
    }),
    stringFlag('accept-paths', 'Regular expressions for paths that are passed on', { default: '^.*' }),
    stringFlag('address', 'The address to serve on', { default: '127.0.0.1' }),
    stringFlag('api-prefix', 'Prefix to serve the API below', { default: '/' }),
    boolFlag('append-server-path', "Put the path of the server's address before every request's"),
    boolFlag('disable-filter', 'Pass everything on: any page in a browser can use the proxy then'),
    durationFlag('keepalive', 'Keep-alive period of open connections; 0 is none'),
    intFlag('port', 'The port to serve on; 0 for any that is free', { short: 'p', default: 8001 }),
    stringFlag('reject-methods', 'Regular expressions for methods that are refused', { default: '^$' }),
    stringFlag('reject-paths', 'Regular expressions for paths that are refused, even if they are accepted', {
      default: '^/api/.*/pods/.*/exec,^/api/.*/pods/.*/attach',
    }),
    stringFlag('unix-socket', 'The socket to serve on instead of a port', { short: 'u' }),
    stringFlag('www', 'Also serve files of this folder', { short: 'w' }),
    stringFlag('www-prefix', 'Prefix to serve the files below', { short: 'P', default: '/static/' }),
  ],
  async run({ flags, io, session }: Invocation) {
    const socket = flags.string('unix-socket')
    if (flags.changed('port') && flags.number('port') !== 8001 && socket !== '')
      throw new CommandError('cannot set --unix-socket and --port at the same time')
    const folder = flags.string('www')
    if (folder !== '') warnOfFolder(resolve(io.cwd, folder), folder, io)
    if (flags.bool('disable-filter') && socket === '')
      io.err(logLine('Request filter disabled, your proxy is vulnerable to XSRF attacks, please be cautious'))
    const withSlash = (prefix: string) => (prefix.endsWith('/') ? prefix : `${prefix}/`)
    const options: ProxyOptions = {
      connector: new Connector(await target(flags, session, io), io.env),
      apiPrefix: withSlash(flags.string('api-prefix')),
      staticPrefix: withSlash(flags.string('www-prefix')),
      folder: folder === '' ? '' : resolve(io.cwd, folder),
      filter: flags.bool('disable-filter') ? undefined : new Filter(flags),
      failed: message => tell(logLine(message, 'E'), io),
    }
    const server = createServer((request, response) => void handleProxied(request, response, options))
    const period = flags.number('keepalive')
    if (period > 0) server.on('connection', connection => connection.setKeepAlive(true, period))
    const at =
      socket === ''
        ? await listen(server, flags.string('address'), flags.number('port'))
        : await listenUnix(server, socket)
    await session.flush()
    io.out(`Starting to serve on ${at}\n`)
    io.release()
    await new Promise(() => {})
  },
}

/** The server to pass requests on to; for a cluster in a state file one that is only there for that. */
async function target(flags: FlagValues, session: Session, io: Io): Promise<RestConfig> {
  const connection = await session.server()
  if (!connection) {
    const { serveStateFile } = await import('../proxy/file-server.ts')
    return serveStateFile(statePath(flags, io), message => tell(logLine(message, 'E'), io))
  }
  const { config } = connection
  const { pathname, origin } = new URL(config.server)
  if (flags.bool('append-server-path') || pathname === '/') return config
  io.err(
    logLine(
      `Your kube context contains a server path ${pathname}, use --append-server-path to automatically append the path to each request`,
    ),
  )
  return { ...config, server: origin }
}

function warnOfFolder(path: string, given: string, io: Io): void {
  try {
    if (!statSync(path).isDirectory()) io.err(logLine(`Static file directory ${given} is not a directory`))
  } catch {
    io.err(logLine(`Failed to stat static file directory ${given}: stat ${given}: no such file or directory`))
  }
}

/** Said while the command goes on. */
function tell(text: string, io: Io): void {
  io.err(text)
  io.release()
}

/** A line as kubectl's log has them: W1122 20:15:01.000000   12345 proxy.go:1] … */
const logLine = (message: string, severity = 'W'): string => `${logPrefix(severity)} proxy.go:1] ${message}\n`

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => failed(unable(`tcp ${host}:${port}`, error)))
    server.listen(port, host, () => {
      const { address, port: bound, family } = server.address() as AddressInfo
      done(`${family === 'IPv6' ? `[${address}]` : address}:${bound}`)
    })
  })
}

/** A socket for its owner alone; one that was left over makes way. */
function listenUnix(server: Server, path: string): Promise<string> {
  try {
    if (statSync(path).isSocket()) rmSync(path)
  } catch {
    // there is none yet
  }
  return new Promise((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => failed(unable(`unix ${path}`, error)))
    const before = process.umask(0o077)
    server.listen(path, () => {
      chmodSync(path, 0o600)
      done(path)
    })
    process.umask(before)
  })
}

const BIND: Record<string, string> = {
  EADDRINUSE: 'address already in use',
  EACCES: 'permission denied',
  EADDRNOTAVAIL: 'cannot assign requested address',
}

function unable(what: string, { code = '', message }: NodeJS.ErrnoException): CommandError {
  return new CommandError(`listen ${what}: ${Object.hasOwn(BIND, code) ? `bind: ${BIND[code]}` : message}`)
}
