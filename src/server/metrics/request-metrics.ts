import { requestInfo } from '../../apiserver/request-info.ts'
import type { Target } from '../request/api-request.ts'
import { Histogram, type Labels, metricHead, seriesName } from './series.ts'

/** Those of the API server, in seconds. */
const BOUNDS = [0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60]
/** How many kinds of requests are told apart; clients can make up paths without end. */
const MAX_SERIES = 5000

interface Series {
  labels: Labels
  byCode: Map<number, number>
  duration: Histogram
}

/** A request as it is counted. */
export interface CountedRequest {
  method: string
  target: Target
  contentType: string | undefined
}

/** Counts the requests, as kube-apiserver's metrics of the same names do. */
export class RequestMetrics {
  private readonly series = new Map<string, Series>()
  private readonly longRunning = new Map<string, { labels: Labels; count: number }>()
  private readonly inFlight = { mutating: 0, readOnly: 0 }

  /** Told of a request that comes in; what it returns is to be called when it is over. */
  begin(method: string): () => void {
    const kind = method === 'GET' || method === 'HEAD' ? 'readOnly' : 'mutating'
    this.inFlight[kind]++
    return () => {
      this.inFlight[kind]--
    }
  }

  /** Told of a watch that begins; what it returns is to be called when it is over. */
  beginLongRunning(request: CountedRequest): () => void {
    const labels = labelsOf(request)
    const key = Object.values(labels).join(' ')
    const entry = this.longRunning.get(key) ?? { labels, count: 0 }
    this.longRunning.set(key, entry)
    entry.count++
    return () => {
      if (--entry.count === 0) this.longRunning.delete(key)
    }
  }

  /** Told of a request that has been answered. */
  observe(request: CountedRequest, code: number, seconds: number): void {
    const series = this.seriesOf(request, code)
    series.byCode.set(code, (series.byCode.get(code) ?? 0) + 1)
    series.duration.observe(seconds)
  }

  private seriesOf(request: CountedRequest, code: number): Series {
    const labels = labelsOf(request)
    const key = Object.values(labels).join(' ')
    const known = this.series.get(key)
    if (known) return known
    // what has never been answered with success may be made up
    if (code >= 400 || this.series.size >= MAX_SERIES) return this.entry('unknown', { ...labels, ...NOTHING })
    return this.entry(key, labels)
  }

  private entry(key: string, labels: Labels): Series {
    let entry = this.series.get(key)
    if (!entry) {
      entry = { labels, byCode: new Map(), duration: new Histogram(BOUNDS) }
      this.series.set(key, entry)
    }
    return entry
  }

  /** All of it in Prometheus' text format. */
  text(): string {
    const all = [...this.series.values()]
    const total = all.flatMap(({ labels, byCode }) =>
      [...byCode].map(
        ([code, n]) =>
          `${seriesName('apiserver_request_total', { code: String(code), component: 'apiserver', ...labels })} ${n}\n`,
      ),
    )
    const durations = all.map(({ labels, duration }) =>
      duration.text('apiserver_request_duration_seconds', { component: 'apiserver', ...labels }),
    )
    const inFlight = Object.entries(this.inFlight).map(
      ([kind, n]) => `${seriesName('apiserver_current_inflight_requests', { request_kind: kind })} ${n}\n`,
    )
    const running = [...this.longRunning.values()].map(
      ({ labels, count }) =>
        `${seriesName('apiserver_longrunning_requests', { component: 'apiserver', ...labels })} ${count}\n`,
    )
    return [
      metricHead('apiserver_current_inflight_requests', 'gauge', 'Requests that are being answered.'),
      ...inFlight,
      metricHead('apiserver_longrunning_requests', 'gauge', 'Watches under way.'),
      ...running,
      metricHead('apiserver_request_duration_seconds', 'histogram', 'How long requests took to answer.'),
      ...durations,
      metricHead('apiserver_request_total', 'counter', 'Requests that have been answered, by their code.'),
      ...total,
    ].join('')
  }
}

const NOTHING = { group: '', resource: '', scope: '', subresource: '', verb: 'other', version: '' }

const VERBS: Record<string, string> = { HEAD: 'GET', POST: 'POST', PUT: 'PUT', PATCH: 'PATCH', DELETE: 'DELETE' }

function labelsOf({ method, target, contentType }: CountedRequest): Labels {
  const { isResource, group, version, namespace, resource, name, subresource } = requestInfo(target.path)
  const labels = {
    dry_run: target.query?.dryRun === 'All' ? 'All' : '',
    group,
    resource,
    scope: !isResource ? '' : name !== '' ? 'resource' : namespace !== '' ? 'namespace' : 'cluster',
    subresource: isResource ? subresource : target.path,
    verb: VERBS[method] ?? method,
    version,
  }
  if (!isResource) return labels
  if (method === 'GET' && name === '') labels.verb = isTrue(target.query?.watch) ? 'WATCH' : 'LIST'
  else if (method === 'DELETE' && name === '') labels.verb = 'DELETECOLLECTION'
  else if (method === 'PATCH' && contentType?.startsWith('application/apply-patch')) labels.verb = 'APPLY'
  return labels
}

function isTrue(value: string | readonly string[] | undefined): boolean {
  return value === 'true' || value === '1'
}
