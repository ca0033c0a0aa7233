import { STATUS_CODES } from 'node:http'
import type { ApiResource } from '../api/discovery.ts'
import { StatusError } from '../apimachinery/status.ts'
import type { ApiRequest, ApiResponse, RawClient } from './client.ts'
import { requestUri } from './request-uri.ts'

const HEADERS_FROM = 7
const BODIES_FROM = 8

/** How much of a body is shown at 8, at 9; more shows all of it. */
const BODY_LIMITS: Readonly<Record<number, number>> = { 8: 1024, 9: 10240 }

export interface LoggedClientOptions {
  /** The address that URLs begin with. */
  server: string
  /** --v. */
  verbosity: number
  /** Takes a line without klog's header: "round_trippers.go:632] …". */
  log(line: string): void
}

/** A client that tells of its requests as client-go does at --v=6 and above: what was asked, how it ended and after how long. */
export class LoggedClient implements RawClient {
  constructor(
    private readonly client: RawClient,
    private readonly options: LoggedClientOptions,
  ) {}

  request(request: ApiRequest): Promise<ApiResponse> {
    return this.told(request, async () => {
      const answer = await this.client.request(request)
      return { answer, code: answer.code, body: answer.watch ? undefined : answer.body }
    })
  }

  raw(request: ApiRequest): Promise<string> {
    return this.told(request, async () => {
      const answer = await this.client.raw(request)
      return { answer, code: 200, body: answer }
    })
  }

  resources(): Promise<readonly ApiResource[]> {
    return this.client.resources()
  }

  pause(milliseconds: number): Promise<void> {
    return this.client.pause(milliseconds)
  }

  private async told<T>(
    request: ApiRequest,
    send: () => Promise<{ answer: T; code: number; body: unknown }>,
  ): Promise<T> {
    this.logRequest(request)
    const started = performance.now()
    try {
      const { answer, code, body } = await send()
      this.logResponse(request, code, performance.now() - started, body)
      return answer
    } catch (error) {
      const { code, body } =
        error instanceof StatusError ? { code: error.status.code, body: error.status } : { code: 0, body: undefined }
      this.logResponse(request, code, performance.now() - started, body)
      throw error
    }
  }

  private logRequest(request: ApiRequest): void {
    const { verbosity, log } = this.options
    if (verbosity >= BODIES_FROM) log(`helper.go:105] "Request Body" body=${this.bodyText(request.body)}`)
    if (verbosity >= HEADERS_FROM)
      log(`round_trippers.go:527] "Request" ${this.target(request)} headers=${block(headersOf(request))}`)
  }

  private logResponse(request: ApiRequest, code: number, milliseconds: number, body: unknown): void {
    const { verbosity, log } = this.options
    const target = verbosity >= HEADERS_FROM ? '' : `${this.target(request)} `
    const status = code === 0 ? '' : `${code} ${STATUS_CODES[code] ?? ''}`
    log(`round_trippers.go:632] "Response" ${target}status="${status}" milliseconds=${Math.floor(milliseconds)}`)
    if (verbosity >= BODIES_FROM && body !== undefined)
      log(`helper.go:105] "Response Body" body=${this.bodyText(body)}`)
  }

  private target(request: ApiRequest): string {
    return `verb="${request.method}" url="${this.options.server}${requestUri(request)}"`
  }

  private bodyText(body: unknown): string {
    if (body === undefined) return '""'
    const text = typeof body === 'string' ? body : `${JSON.stringify(body)}\n`
    const most = BODY_LIMITS[this.options.verbosity] ?? Number.POSITIVE_INFINITY
    return text.length <= most
      ? block(text)
      : JSON.stringify(`${text.slice(0, most)} [truncated ${text.length - most} chars]`)
  }
}

function headersOf({ accept = 'application/json', body, contentType = 'application/json' }: ApiRequest): string {
  return `Accept: ${accept}\n${body === undefined ? '' : `Content-Type: ${contentType}\n`}`
}

/** A value as klog writes it: quoted, or indented where it has lines of its own. */
function block(text: string): string {
  if (!text.includes('\n')) return JSON.stringify(text)
  const lines = text.replace(/\n$/, '').split('\n')
  return `<\n${lines.map(line => `\t${line}\n`).join('')} >`
}
