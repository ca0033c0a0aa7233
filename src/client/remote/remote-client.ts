import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { ApiResource } from '../../api/discovery.ts'
import { formatDuration } from '../../apimachinery/duration.ts'
import { NotJson } from '../../apimachinery/json/not-json.ts'
import type { ApiRequest, ApiResponse, RawClient } from '../client.ts'
import { ConnectionError } from '../connection-error.ts'
import { requestUri } from '../request-uri.ts'
import { answerError } from './answer-error.ts'
import { Connector } from './connector.ts'
import { discover } from './discovery.ts'
import type { RestConfig } from './rest-config.ts'
import { warningsOf } from './warning-header.ts'
import { WatchStream } from './watch-stream.ts'

const USER_AGENT = `kubectl/v1.36.4 (${process.platform}/${process.arch === 'x64' ? 'amd64' : process.arch}) kubernetes/kubette`

/** How often a request is made again that the server asks to be made later, as client-go does. */
const MAX_RETRIES = 10

export interface RemoteClientOptions {
  config: RestConfig
  env: Readonly<Record<string, string | undefined>>
  /** Shows the warnings of the server's answers. */
  warn(message: string): void
}

/** The client of any Kubernetes API server, over HTTP. */
export class RemoteClient implements RawClient {
  private readonly connector: Connector

  constructor(private readonly options: RemoteClientOptions) {
    this.connector = new Connector(options.config, options.env)
  }

  /** Throws StatusError for what the server refuses and ConnectionError where there is no answer. */
  async request(request: ApiRequest): Promise<ApiResponse> {
    const { code, answer, warnings } = await this.send(request, request.path)
    if (isWatch(request))
      return { code, body: undefined, warnings, watch: new WatchStream(answer, await unpacked(answer)) }
    return { code, body: parsed(await this.textOf(answer, request)), warnings }
  }

  async raw(request: ApiRequest): Promise<string> {
    const { answer } = await this.send({ ...request, accept: request.accept ?? 'application/json, */*' }, '')
    return this.textOf(answer, request)
  }

  async resources(): Promise<readonly ApiResource[]> {
    return discover(async (path, accept) => (await this.request({ method: 'GET', path, accept })).body)
  }

  pause(milliseconds: number): Promise<void> {
    return new Promise(resolve => setTimeout(resolve, milliseconds))
  }

  /** Sends a request until there is an answer that is one. `subject` is what an error may name. */
  private async send(
    request: ApiRequest,
    subject: string,
  ): Promise<{ code: number; answer: IncomingMessage; warnings: string[] }> {
    const { method } = request
    for (let attempt = 0; ; attempt++) {
      const answer = await this.connector.send(this.encode(request))
      const code = answer.statusCode ?? 0
      const warnings = warningsOf(answer.headersDistinct.warning ?? [])
      for (const warning of warnings) this.options.warn(warning)
      if (code >= 200 && code < 300) return { code, answer, warnings }
      const text = await this.textOf(answer, request)
      const retryAfter = Number(answer.headers['retry-after'] ?? 0) || 0
      if (retryAfter > 0 && attempt < MAX_RETRIES && (code === 429 || code >= 500)) {
        await this.pause(retryAfter * 1000)
        continue
      }
      throw answerError(code, text, method, subject, retryAfter)
    }
  }

  private async textOf(answer: IncomingMessage, { method, path }: ApiRequest): Promise<string> {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of await unpacked(answer)) chunks.push(chunk as Buffer)
    } catch {
      throw new ConnectionError(method, this.options.config.server + path, 'unexpected EOF')
    }
    return Buffer.concat(chunks).toString('utf8')
  }

  private encode({ method, path, query, accept, contentType, body, userAgent }: ApiRequest) {
    const { timeout, disableCompression } = this.options.config
    return {
      method,
      path: requestUri({ path, query: timeout > 0 ? { ...query, timeout: formatDuration(timeout) } : query }),
      headers: {
        Accept: accepted(accept),
        'User-Agent': userAgent ?? USER_AGENT,
        ...(disableCompression ? {} : { 'Accept-Encoding': 'gzip' }),
        ...(body === undefined ? {} : { 'Content-Type': contentType ?? 'application/json' }),
      },
      body: body === undefined ? undefined : Buffer.from(textOf(body)),
    }
  }
}

function textOf(body: unknown): string {
  if (body instanceof NotJson) return body.text
  return typeof body === 'string' ? body : JSON.stringify(body)
}

const isWatch = ({ method, query }: ApiRequest): boolean =>
  method === 'GET' && (query?.watch === 'true' || query?.watch === '1')

/** Servers that make no tables answer with the objects themselves. */
function accepted(accept = 'application/json'): string {
  return accept.includes('as=Table') && !accept.includes(',') ? `${accept},application/json` : accept
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

async function unpacked(answer: IncomingMessage): Promise<Readable> {
  if (answer.headers['content-encoding'] !== 'gzip') return answer
  const { createGunzip } = await import('node:zlib')
  const gunzip = createGunzip()
  answer.on('error', error => gunzip.destroy(error))
  return answer.pipe(gunzip)
}
