import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ApiResponse, WatchEvent } from '../api/request.ts'
import { methodNotAllowed, StatusError } from '../apimachinery/status.ts'
import type { Authenticator } from './authentication.ts'
import type { Backend } from './backend.ts'
import type { CountedRequest, RequestMetrics } from './metrics/request-metrics.ts'
import type { OwnPaths } from './own-paths.ts'
import { requirePathAccess } from './path-access.ts'
import { type Format, formatOf } from './request/accept.ts'
import { apiRequest, targetOf } from './request/api-request.ts'
import type { OriginCheck } from './request/origin.ts'
import { errorAnswer } from './response/errors.ts'
import { respond, sendText } from './response/respond.ts'
import { streamWatch } from './response/watch.ts'

export interface HandlerOptions {
  backend: Backend
  authenticator: Authenticator
  origins: OriginCheck
  ownPaths: OwnPaths
  metrics: RequestMetrics
  /** Told of every request that has been answered. */
  answered?(request: IncomingMessage, response: ServerResponse, milliseconds: number): void
  /** Told of what is no error of the API. */
  failed(error: Error): void
}

/** Answers the requests that come over HTTP. */
export class Handler {
  private readonly active = new Set<ServerResponse>()
  private readonly watches = new Set<AsyncIterableIterator<WatchEvent>>()
  private stopping = false

  constructor(private readonly options: HandlerOptions) {}

  /** Answers one request; never throws. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now()
    const { method = '', headers, url = '/' } = request
    const target = targetOf(url)
    const counted: CountedRequest = { method, target, contentType: headers['content-type'] }
    const leave = this.options.metrics.begin(method)
    this.active.add(response)
    if (this.stopping) response.shouldKeepAlive = false
    response.once('close', () => {
      leave()
      this.active.delete(response)
      const milliseconds = performance.now() - started
      this.options.metrics.observe(counted, response.statusCode, milliseconds / 1000)
      this.options.answered?.(request, response, milliseconds)
    })
    let format: Format = 'json'
    try {
      this.options.origins.check(headers)
      if (target.path.startsWith('/api')) format = formatOf(headers.accept)
      await this.answer(request, response, counted, format)
    } catch (error) {
      await this.answerError(request, response, error as Error, format)
    }
  }

  /** Ends the watches, and lets no connection outlive the request it is busy with. */
  stop(): void {
    this.stopping = true
    for (const response of this.active) response.shouldKeepAlive = false
    for (const watch of this.watches) void watch.return?.()
  }

  private async answer(
    request: IncomingMessage,
    response: ServerResponse,
    counted: CountedRequest,
    format: Format,
  ): Promise<void> {
    const { authenticator, backend, ownPaths } = this.options
    const { target } = counted
    const found = authenticator.userOf(request)
    const user = found instanceof Promise ? await found : found
    const own = ownPaths.find(target)
    if (own) {
      if (request.method !== 'GET' && request.method !== 'HEAD') throw methodNotAllowed()
      await requirePathAccess(backend, user, target.path)
      const { code, text, contentType } = await own()
      return sendText(response, code, text, contentType)
    }
    const asked = apiRequest(request, target)
    const answer = await backend.request(asked instanceof Promise ? await asked : asked, user)
    if (answer.watch) await this.watch(response, answer, answer.watch, counted)
    else await respond(request, response, answer, format)
  }

  private async watch(
    response: ServerResponse,
    answer: ApiResponse,
    watch: AsyncIterableIterator<WatchEvent>,
    counted: CountedRequest,
  ): Promise<void> {
    const leave = this.options.metrics.beginLongRunning(counted)
    this.watches.add(watch)
    try {
      if (this.stopping) await watch.return?.()
      await streamWatch(response, watch, answer)
    } finally {
      this.watches.delete(watch)
      leave()
    }
  }

  private async answerError(
    request: IncomingMessage,
    response: ServerResponse,
    error: Error,
    format: Format,
  ): Promise<void> {
    if (!(error instanceof StatusError)) this.options.failed(error)
    // whoever has been sent a part of an answer sees by its end that it is none
    if (response.headersSent) response.destroy()
    else await respond(request, response, errorAnswer(error), format)
  }
}
