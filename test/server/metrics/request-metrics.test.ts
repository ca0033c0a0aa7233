import { expect, test } from 'vitest'
import { RequestMetrics } from '../../../src/server/metrics/request-metrics.ts'
import { targetOf } from '../../../src/server/request/api-request.ts'

const request = (method: string, url: string, contentType?: string) => ({ method, target: targetOf(url), contentType })

test('requests are counted by what they do to what', () => {
  const metrics = new RequestMetrics()
  metrics.observe(request('GET', '/api/v1/namespaces/a/pods?limit=5'), 200, 0.01)
  metrics.observe(request('GET', '/api/v1/pods/x'), 200, 0.3)
  metrics.observe(request('PATCH', '/apis/apps/v1/namespaces/a/deployments/x', 'application/apply-patch+yaml'), 200, 70)
  const text = metrics.text()
  expect(text).toContain(
    'apiserver_request_total{code="200",component="apiserver",dry_run="",group="",resource="pods",scope="namespace",subresource="",verb="LIST",version="v1"} 1\n',
  )
  expect(text).toMatch(/verb="APPLY",version="v1",le="60"} 0\n.*le="\+Inf"} 1\n/)
  expect(text).toMatch(/resource="pods",scope="resource",.*verb="GET",version="v1",le="0.4"} 1\n/)
})

test('paths that clients make up do not fill the memory', () => {
  const metrics = new RequestMetrics()
  for (let i = 0; i < 1000; i++) metrics.observe(request('GET', `/apis/g${i}/v1/things`), 404, 0)
  expect(metrics.text().match(/apiserver_request_total\{/g)).toHaveLength(1)
  expect(metrics.text()).toMatch(/apiserver_request_total\{code="404",.*resource="",.*verb="other".*\} 1000\n/)
})
