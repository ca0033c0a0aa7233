import { describe, expect, it } from 'vitest'
import { describeObject, FakeClient, meta, text } from './fake-client.ts'

describe('describe ingress', () => {
  it('looks up the endpoints of each backend', async () => {
    const ingress = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: meta('shop', { annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/' } }),
      spec: {
        ingressClassName: 'nginx',
        tls: [{ hosts: ['foo.com'], secretName: 'foo-cert' }],
        rules: [
          {
            host: 'shop.example.com',
            http: {
              paths: [
                { path: '/', backend: { service: { name: 'web', port: { number: 80 } } } },
                { path: '/api', backend: { service: { name: 'api', port: { name: 'http' } } } },
              ],
            },
          },
        ],
      },
    }
    const client = new FakeClient({
      '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices': [
        { ports: [{ name: '', port: 80 }], endpoints: [{ addresses: ['10.244.1.5'], conditions: { ready: true } }] },
      ],
      '/api/v1/namespaces/default/services/web': {
        metadata: { name: 'web' },
        ...{ spec: { ports: [{ port: 80, targetPort: 80 }] } },
      },
    })
    expect(await describeObject(ingress, client)).toBe(
      text(`
Name:             shop
Labels:           <none>
Namespace:        default
Address:          
Ingress Class:    nginx
Default backend:  <default>
TLS:
  foo-cert terminates foo.com
Rules:
  Host              Path  Backends
  ----              ----  --------
  shop.example.com  
                    /      web:80 (10.244.1.5:80)
                    /api   api:http (<error: services "api" not found>)
Annotations:        nginx.ingress.kubernetes.io/rewrite-target: /
Events:             <none>
`),
    )
  })
})
