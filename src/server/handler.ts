import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { UserInfo } from '../kinds/kind.ts'
import type { Authenticator } from './authentication.ts'
import type { Backend } from './backend.ts'
import { type HealthCheck, type HealthEndpoint, type HealthPath, healthAnswer, healthPath } from './health.ts'
import { requirePathAccess } from './path-access.ts'
import { type Negotiated, negotiate } from './request/accept.ts'
import { apiRequest, methodNotAllowed, type Target, targetOf } from './request/api-request.ts'
import { checkOrigin } from './request/origin.ts'
import { errorReply, respond, sendText } from './response/respond.ts'
import { streamWatch } from './response/watch.ts'

export interface HandlerOptions {
  backend: Backend
  authenticator: Authenticator
  /** The names that requests may be for, besides addresses. */
  names: ReadonlySet<string>
  healthChecks: Readonly<Record<HealthEndpoint, readonly HealthCheck[]>>
  /** Told of every request that has been answered. */
  answered(request: IncomingMessage, response: ServerResponse, milliseconds: number): void
  /** Told of what is no error of the API. */
  failed(error: Error): void
}

const JSON_ANSWER: Negotiated = { format: 'json', accept: 'application/json' }

/** Answers the requests that come over HTTP. */
export class Handler {
  constructor(private readonly options: HandlerOptions) {}

  /** Answers one request; never throws. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now()
    response.on('finish', () => this.options.answered(request, response, performance.now() - started))
    response.setHeader('Audit-Id', randomUUID())
    let form = JSON_ANSWER
    try {
      checkOrigin(request.headers, this.options.names)
      const user = await this.options.authenticator.userOf(request.headers.authorization)
      const target = targetOf(request.url ?? '/')
      const health = healthPath(target.path)
      if (health) return await this.answerHealth(request, response, user, target, health)
      form = negotiate(request.headers.accept)
      const { backend } = this.options
      const answer = await backend.request(await apiRequest(request, target, form.accept), user)
      if (answer.watch) await streamWatch(response, answer.watch)
      else await respond(request, response, answer, form)
    } catch (error) {
      await this.answerError(request, response, error as Error, form)
    }
  }

  private async answerError(
    request: IncomingMessage,
    response: ServerResponse,
    error: Error,
    form: Negotiated,
  ): Promise<void> {
    const reply = errorReply(error)
    if (reply.code === 500) this.options.failed(error)
    // whoever has been sent a part of an answer sees by its end that it is none
    if (response.headersSent) response.destroy()
    else await respond(request, response, reply, form)
  }

  private async answerHealth(
    request: IncomingMessage,
    response: ServerResponse,
    user: UserInfo,
    { path, query }: Target,
    health: HealthPath,
  ): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw methodNotAllowed()
    await requirePathAccess(this.options.backend, user, path)
    const checks = this.options.healthChecks[health.endpoint]
    const exclude = [query?.exclude ?? []].flat()
    const { code, text } = await healthAnswer(health, checks, { verbose: query?.verbose !== undefined, exclude })
    sendText(response, code, text, { 'Cache-Control': 'no-cache, private' })
  }
}
