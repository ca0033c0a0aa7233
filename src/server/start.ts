import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, isIP } from 'node:net'
import { hostname } from 'node:os'
import { StateFileError, systemErrorText } from '../storage/errors.ts'
import { Authenticator } from './authentication.ts'
import type { Backend } from './backend.ts'
import { Handler } from './handler.ts'
import type { HealthCheck } from './health.ts'
import type { ServerIdentity } from './identity.ts'
import { issueServingCertificate } from './tls/authority.ts'

export interface ServerOptions {
  backend: Backend
  host: string
  /** 0 for any that is free. */
  port: number
  tls: boolean
  identity: ServerIdentity
  /** Told of every request. */
  log?(line: string): void
  /** Told of what is no error of the API. */
  failed(error: Error): void
}

export interface RunningServer {
  url: string
  /** Takes no more requests, finishes those in flight, ends the watches. */
  stop(): Promise<void>
}

/** What clients inside and outside of a cluster call its API server. */
const NAMES = ['localhost', 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc']
const ADDRESSES = ['127.0.0.1', '::1', '10.96.0.1']
const CLUSTER_NAME = 'kubernetes.default.svc.cluster.local'

/** Serves a backend's API. Throws StateFileError where the address cannot be listened on. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { backend, host, identity } = options
  const names = [...new Set([...NAMES, CLUSTER_NAME, hostname().toLowerCase(), host.toLowerCase()])]
  let stopping = false
  const ping: HealthCheck[] = [
    { name: 'ping', problem: () => undefined },
    { name: 'etcd', problem: () => undefined },
  ]
  const shutdown: HealthCheck = { name: 'shutdown', problem: () => (stopping ? 'process is shutting down' : undefined) }
  const handler = new Handler({
    backend,
    authenticator: new Authenticator(identity.token, backend),
    names: new Set(names),
    healthChecks: { healthz: ping, livez: ping, readyz: [...ping, shutdown] },
    answered: ({ method, url = '' }, { statusCode }, milliseconds) =>
      options.log?.(`${method} ${url} ${statusCode} ${Math.round(milliseconds)}ms`),
    failed: options.failed,
  })
  const listener = (...args: Parameters<Handler['handle']>) => void handler.handle(...args)
  const server: Server = options.tls
    ? createHttpsServer(keyPair(identity, [...names, ...ADDRESSES]), listener)
    : createHttpServer(listener)
  // the clients of Kubernetes keep connections for longer than a browser does
  server.keepAliveTimeout = 120_000
  server.headersTimeout = 10_000
  server.requestTimeout = 60_000
  await listen(server, options)
  const { port } = server.address() as AddressInfo
  const address = isIP(host) === 6 ? `[${host}]` : host
  return {
    url: `${options.tls ? 'https' : 'http'}://${address}:${port}`,
    stop: () => {
      stopping = true
      return close(server)
    },
  }
}

function keyPair(identity: ServerIdentity, names: readonly string[]): { key: string; cert: string } {
  const { key, certificate } = issueServingCertificate(identity.authority, [...new Set(names)], new Date())
  return { key, cert: certificate }
}

function listen(server: Server, { host, port }: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', error => reject(unableToListen(host, port, error)))
    server.listen(port, host, () => resolve())
  })
}

function unableToListen(host: string, port: number, error: NodeJS.ErrnoException): StateFileError {
  const why = error.code === 'EADDRINUSE' ? 'the address is already in use' : systemErrorText(error)
  return new StateFileError(`unable to listen on ${host}:${port}: ${why}`, { cause: error })
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
}
