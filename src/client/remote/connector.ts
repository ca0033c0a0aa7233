import { Agent, type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest, Agent as SecureAgent } from 'node:https'
import type { Readable } from 'node:stream'
import { type ConnectionOptions, connect as secure } from 'node:tls'
import { ConnectionError } from '../connection-error.ts'
import { Credentials } from './credentials.ts'
import { goNetworkError } from './go-network-error.ts'
import { proxyFor } from './proxy-choice.ts'
import { openTunnel, proxyCredentials } from './proxy-tunnel.ts'
import type { RestConfig } from './rest-config.ts'

export interface HttpRequest {
  method: string
  /** Path and query, as they stand behind the server's address. */
  path: string
  headers: Record<string, string | string[]>
  /** A stream is sent once, whatever becomes of the request. */
  body?: Buffer | Readable | undefined
}

/** Sends HTTP requests to one server: its connections are kept for the next request, and hold no process back that wants to end. */
export class Connector {
  private readonly url: URL
  private readonly credentials: Credentials
  private agent: Agent | undefined

  constructor(
    private readonly config: RestConfig,
    private readonly env: Readonly<Record<string, string | undefined>>,
  ) {
    this.url = new URL(config.server)
    this.credentials = new Credentials(config, env)
  }

  /** The answer, as soon as its headers are there. Throws ConnectionError where there is none. */
  async send(request: HttpRequest): Promise<IncomingMessage> {
    const url = this.config.server + request.path
    const fail = (why: string) => new ConnectionError(request.method, url, why)
    if (!/^https?:$/.test(this.url.protocol))
      throw fail(`unsupported protocol scheme ${JSON.stringify(this.url.protocol.slice(0, -1))}`)
    let own: Record<string, string | string[]>
    try {
      this.agent ??= this.makeAgent()
      own = this.credentials.headers()
    } catch (error) {
      throw fail(this.config.auth.exec ? `getting credentials: ${(error as Error).message}` : (error as Error).message)
    }
    const headers = { ...own, ...request.headers, ...this.proxyHeaders() }
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.once({ ...request, headers })
      } catch (error) {
        // a connection that was kept may have been closed by the server meanwhile
        const stale = (error as { reusedSocket?: boolean }).reusedSocket === true
        if (!stale || attempt > 2 || request.method !== 'GET')
          throw fail(goNetworkError(error, this.config.tls.serverName ?? this.hostname))
      }
    }
  }

  private get hostname(): string {
    return this.url.hostname.replace(/^\[|\]$/g, '')
  }

  private once({ method, path, headers, body }: HttpRequest): Promise<IncomingMessage> {
    const options: RequestOptions = {
      agent: this.agent,
      method,
      host: this.hostname,
      port: this.url.port || (this.url.protocol === 'https:' ? 443 : 80),
      path: this.requestTarget(path),
      headers: { ...headers, ...(Buffer.isBuffer(body) ? { 'Content-Length': body.length } : {}) },
    }
    return new Promise((resolve, reject) => {
      const sent: ClientRequest = (this.url.protocol === 'https:' ? httpsRequest : httpRequest)(options)
      const { timeout } = this.config
      const timer = timeout > 0 ? setTimeout(() => sent.destroy(this.timedOut(sent)), timeout) : undefined
      sent.once('response', answer => {
        if (timer) answer.once('close', () => clearTimeout(timer))
        resolve(answer)
      })
      sent.once('error', error => {
        clearTimeout(timer)
        reject(Object.assign(error, { reusedSocket: sent.reusedSocket }))
      })
      if (body && !Buffer.isBuffer(body)) body.pipe(sent)
      else sent.end(body)
    })
  }

  /** Go tells a handshake that was cut short from a server that does not answer. */
  private timedOut(sent: ClientRequest): Error {
    const { socket } = sent
    const shaking =
      this.url.protocol === 'https:' &&
      socket &&
      !(socket as { authorized?: boolean }).authorized &&
      socket.bytesRead === 0
    if (shaking) return new Error('context deadline exceeded')
    const waiting = !socket || socket.connecting ? ' while waiting for connection' : ''
    return new Error(`net/http: request canceled${waiting} (Client.Timeout exceeded while awaiting headers)`)
  }

  private requestTarget(path: string): string {
    const base = this.url.pathname.replace(/\/$/, '')
    return this.plainProxy ? `http://${this.url.host}${base}${path}` : base + path
  }

  /** A proxy that takes requests themselves, as proxies of HTTP do; anything else is reached through a tunnel. */
  private plainProxy: URL | undefined

  private proxyHeaders(): Record<string, string> {
    const credentials = this.plainProxy && proxyCredentials(this.plainProxy)
    return credentials ? { 'Proxy-Authorization': credentials } : {}
  }

  private makeAgent(): Agent {
    const proxy = proxyFor(this.url, this.config.proxyUrl, this.env)
    if (this.url.protocol === 'http:') {
      if (!proxy) return new Agent({ keepAlive: true })
      if (proxy.protocol.startsWith('socks5')) return tunnelAgent(new Agent({ keepAlive: true }), proxy)
      this.plainProxy = proxy
      const agent = new Agent({ keepAlive: true })
      const create = agent.createConnection.bind(agent)
      const at = { host: proxy.hostname, port: Number(proxy.port || 80) }
      agent.createConnection = (options, callback) => create({ ...options, ...at }, callback)
      return agent
    }
    const { ca, insecure, serverName } = this.config.tls
    const tls: ConnectionOptions = {
      ...(ca ? { ca } : {}),
      ...this.credentials.certificate(),
      rejectUnauthorized: insecure !== true,
      ...(serverName ? { servername: serverName } : {}),
    }
    const agent = new SecureAgent({ keepAlive: true, ...tls })
    return proxy ? tunnelAgent(agent, proxy, tls) : agent
  }
}

/** An agent whose connections go through a proxy; with TLS inside where it is told how. */
function tunnelAgent(agent: Agent, proxy: URL, tls?: ConnectionOptions): Agent {
  agent.createConnection = (options, callback) => {
    const { host = '', port, servername } = options as { host?: string; port?: number | string; servername?: string }
    void openTunnel(proxy, host, Number(port)).then(
      socket => callback?.(null, tls ? secure({ servername: servername ?? host, host, ...tls, socket }) : socket),
      (error: Error) => callback?.(error, undefined as never),
    )
    return undefined
  }
  return agent
}
