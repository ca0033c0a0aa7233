import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { RemoteClient } from '../../../src/client/remote/remote-client.ts'
import type { RestConfig } from '../../../src/client/remote/rest-config.ts'

export interface Seen {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
}

export type Answer = (response: ServerResponse, seen: Seen) => void

/** A server that answers as a test wants and keeps what it was asked. */
export class FakeServer {
  readonly seen: Seen[] = []
  private constructor(
    readonly server: Server,
    readonly url: string,
  ) {}

  static async start(answer: Answer, tls?: { key: string; cert: string }): Promise<FakeServer> {
    const listener = async (request: IncomingMessage, response: ServerResponse) => {
      let body = ''
      for await (const chunk of request) body += chunk
      const seen = { method: request.method!, url: request.url!, headers: request.headers, body }
      fake.seen.push(seen)
      answer(response, seen)
    }
    const server = tls ? createSecureServer(tls, listener) : createServer(listener)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const fake = new FakeServer(server, `${tls ? 'https' : 'http'}://127.0.0.1:${port}`)
    return fake
  }

  client(config: Partial<RestConfig> = {}, warnings: string[] = []): RemoteClient {
    return clientOf({ server: this.url, ...config }, warnings)
  }

  [Symbol.dispose](): void {
    this.server.closeAllConnections()
    this.server.close()
  }
}

export function clientOf(config: Partial<RestConfig>, warnings: string[] = []): RemoteClient {
  return new RemoteClient({
    config: { server: '', tls: {}, auth: {}, timeout: 0, proxyUrl: '', disableCompression: false, ...config },
    env: { PATH: process.env.PATH },
    warn: message => warnings.push(message),
  })
}

export function json(
  response: ServerResponse,
  code: number,
  body: unknown,
  headers: Record<string, string | string[]> = {},
): void {
  response.writeHead(code, { 'Content-Type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}
