import { describe, expect, it } from 'vitest'
import { describeObject, FakeClient, meta, text } from './fake-client.ts'

describe('describe service', () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta('web', { labels: { app: 'web' } }),
    spec: {
      type: 'ClusterIP',
      selector: { tier: 'front', app: 'web' },
      ipFamilyPolicy: 'SingleStack',
      ipFamilies: ['IPv4'],
      clusterIP: '10.96.40.1',
      clusterIPs: ['10.96.40.1'],
      ports: [
        { name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' },
        { name: 'metrics', port: 9090, targetPort: 'metrics', protocol: 'TCP' },
      ],
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
    },
  }

  it('has a line of endpoints for each port', async () => {
    const client = new FakeClient({
      '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices': [
        {
          ports: [{ name: 'http', port: 8080 }],
          endpoints: [1, 2, 3, 4, 5].map(i => ({ addresses: [`10.244.1.${i}`], conditions: { ready: i !== 2 } })),
        },
      ],
    })
    expect(await describeObject(service, client)).toBe(
      text(`
Name:                     web
Namespace:                default
Labels:                   app=web
Annotations:              <none>
Selector:                 app=web,tier=front
Type:                     ClusterIP
IP Family Policy:         SingleStack
IP Families:              IPv4
IP:                       10.96.40.1
IPs:                      10.96.40.1
Port:                     http  80/TCP
TargetPort:               8080/TCP
Endpoints:                10.244.1.1:8080,10.244.1.3:8080,10.244.1.4:8080 + 1 more...
Port:                     metrics  9090/TCP
TargetPort:               metrics/TCP
Endpoints:                
Session Affinity:         None
Internal Traffic Policy:  Cluster
Events:                   <none>
`),
    )
    expect(client.requests.map(r => r.query)).toEqual([
      { labelSelector: 'kubernetes.io/service-name=web' },
      {
        fieldSelector:
          'involvedObject.name=web,involvedObject.namespace=default,involvedObject.kind=Service,involvedObject.uid=uid-web',
      },
    ])
  })

  it('tells no slices from no endpoints', async () => {
    expect(await describeObject(service)).toContain('Endpoints:                <none>\n')
  })
})
