import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, isIP } from 'node:net'
import { hostname } from 'node:os'
import { StatusError } from '../apimachinery/status.ts'
import type { HealthCheck, HealthEndpoint } from '../apiserver/health.ts'
import { ADMINISTRATOR } from '../cluster/administrator.ts'
import { StateFileError, systemErrorText } from '../storage/errors.ts'
import { Authenticator } from './authentication.ts'
import type { Backend } from './backend.ts'
import { Handler } from './handler.ts'
import type { ServerIdentity } from './identity.ts'
import { RequestMetrics } from './metrics/request-metrics.ts'
import { OwnPaths } from './own-paths.ts'
import { OriginCheck } from './request/origin.ts'
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

/** The clients of Kubernetes keep connections for longer than browsers do; whoever takes for ever to ask is not waited for (ms). */
const LIMITS = {
  keepAliveTimeout: 120_000,
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 2_000,
  handshakeTimeout: 10_000,
  maxHeaderSize: 64 * 1024,
}
const MAX_CONNECTIONS = 10_000
/** How long requests in flight have to come to their end when the server stops (ms). */
const GRACE = 10_000

/** Serves a backend's API. Throws StateFileError where the address cannot be listened on. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { backend, host, identity } = options
  const names = [...new Set([...NAMES, CLUSTER_NAME, hostname().toLowerCase(), host.toLowerCase()])]
  let stopping = false
  const metrics = new RequestMetrics()
  const ownPaths = new OwnPaths(
    healthChecks(backend, () => stopping),
    metrics,
  )
  const handler = new Handler({
    backend,
    authenticator: new Authenticator(identity.token, backend),
    origins: new OriginCheck(names),
    ownPaths,
    metrics,
    ...(options.log ? { answered: logger(options.log) } : {}),
    failed: options.failed,
  })
  const listener = (...args: Parameters<Handler['handle']>) => void handler.handle(...args)
  const server: Server = options.tls
    ? createHttpsServer({ ...LIMITS, ...keyPair(identity, [...names, ...ADDRESSES]) }, listener)
    : createHttpServer(LIMITS, listener)
  server.maxConnections = MAX_CONNECTIONS
  await listen(server, options)
  const { port } = server.address() as AddressInfo
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  const address = isIP(reachable) === 6 ? `[${reachable}]` : reachable
  return {
    url: `${options.tls ? 'https' : 'http'}://${address}:${port}`,
    stop: () => {
      stopping = true
      handler.stop()
      return close(server)
    },
  }
}

function healthChecks(backend: Backend, stopping: () => boolean): Record<HealthEndpoint, HealthCheck[]> {
  const ping: HealthCheck = { name: 'ping', problem: () => undefined }
  const etcd: HealthCheck = {
    name: 'etcd',
    problem: () =>
      backend.request({ method: 'GET', path: '/api/v1/namespaces/default' }, ADMINISTRATOR).then(
        () => undefined,
        (error: Error) => (error instanceof StatusError ? undefined : error.message),
      ),
  }
  const shutdown: HealthCheck = {
    name: 'shutdown',
    problem: () => (stopping() ? 'process is shutting down' : undefined),
  }
  return { healthz: [ping, etcd], livez: [ping, etcd], readyz: [ping, etcd, shutdown] }
}

/** A line for each request: what was asked for and what came of it, and nothing of who asked. */
function logger(log: (line: string) => void) {
  return ({ method, url }: IncomingMessage, { statusCode }: ServerResponse, milliseconds: number) =>
    log(`${method} ${url} ${statusCode} ${milliseconds.toFixed(1)}ms`)
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

/** Kept when all connections are closed: those that are idle at once, others when they are, all after a while. */
function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    const idle = setInterval(() => server.closeIdleConnections(), 50)
    const end = setTimeout(() => server.closeAllConnections(), GRACE)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(end)
      resolve()
    })
    server.closeIdleConnections()
  })
}
