import { expect, test } from 'vitest'
import type { APIService } from '../../src/api/types.gen.ts'
import { TimedCluster } from './timed-cluster.ts'

const API_SERVICES = '/apis/apiregistration.k8s.io/v1/apiservices'
const NAMESPACE = '/api/v1/namespaces/kube-system'

test('tells what is missing between the aggregator and a server', async () => {
  using cluster = new TimedCluster()
  const available = async () => {
    const { status } = await cluster.get<APIService>(`${API_SERVICES}/v1beta1.metrics.k8s.io`)
    return status!.conditions!.map(c => `${c.type}=${c.status} ${c.reason}: ${c.message}`)
  }
  await cluster.send('POST', API_SERVICES, {
    metadata: { name: 'v1beta1.metrics.k8s.io' },
    spec: {
      group: 'metrics.k8s.io',
      version: 'v1beta1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
      service: { name: 'metrics-server', namespace: 'kube-system' },
    },
  })
  expect(await available()).toEqual([
    'Available=False ServiceNotFound: service/metrics-server in "kube-system" is not present',
  ])
  const service = (port: number) => ({
    metadata: { name: 'metrics-server' },
    spec: { selector: { app: 'm' }, clusterIP: '10.96.0.77', ports: [{ name: 'https', port, targetPort: 4443 }] },
  })
  await cluster.send('POST', `${NAMESPACE}/services`, service(80))
  expect((await available())[0]).toContain('ServicePortError: service/metrics-server in "kube-system" is not listening')
  await cluster.send('PUT', `${NAMESPACE}/services/metrics-server`, service(443))
  expect((await available())[0]).toContain(
    'MissingEndpoints: endpoints for service/metrics-server in "kube-system" have no addresses with port name "https"',
  )
  const pod = { metadata: { name: 'm', labels: { app: 'm' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } }
  await cluster.send('POST', `${NAMESPACE}/pods`, pod)
  expect((await available())[0]).toContain(
    'FailedDiscoveryCheck: failing or missing response from https://10.96.0.77:443/apis/metrics.k8s.io/v1beta1: Get',
  )
})
