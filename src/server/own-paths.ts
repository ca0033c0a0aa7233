import { type HealthCheck, type HealthEndpoint, healthAnswer, healthPath } from '../apiserver/health.ts'
import { processMetrics } from './metrics/process-metrics.ts'
import type { RequestMetrics } from './metrics/request-metrics.ts'
import type { Target } from './request/api-request.ts'

/** An answer that is plain text. */
export interface TextAnswer {
  code: number
  text: string
  contentType: string
}

const PLAIN = 'text/plain; charset=utf-8'
const PROMETHEUS = 'text/plain; version=0.0.4; charset=utf-8'

/** What the server answers by itself: how it is, and what it has done. */
export class OwnPaths {
  constructor(
    private readonly checks: Readonly<Record<HealthEndpoint, readonly HealthCheck[]>>,
    private readonly metrics: RequestMetrics,
  ) {}

  /** What makes the answer to a target that is ours, or undefined. */
  find({ path, query }: Target): (() => Promise<TextAnswer>) | undefined {
    if (path === '/metrics')
      return async () => ({ code: 200, text: this.metrics.text() + processMetrics(), contentType: PROMETHEUS })
    const health = healthPath(path)
    if (!health) return undefined
    const options = { verbose: query?.verbose !== undefined, exclude: [query?.exclude ?? []].flat() }
    return async () => ({
      ...(await healthAnswer(health, this.checks[health.endpoint], options)),
      contentType: PLAIN,
    })
  }
}
