import { describe, expect, it } from 'vitest'
import { describeObject, meta, text } from './fake-client.ts'

describe('describe network policy', () => {
  it('describes rules, peers and directions', async () => {
    const policy = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: meta('db', { creationTimestamp: '2026-11-22T11:00:00Z' }),
      spec: {
        podSelector: {},
        policyTypes: ['Ingress'],
        ingress: [
          {
            ports: [
              { port: 6379, protocol: 'TCP' },
              { port: 1, endPort: 9 },
            ],
            from: [
              { ipBlock: { cidr: '172.17.0.0/16', except: ['172.17.1.0/24'] } },
              { namespaceSelector: { matchLabels: { project: 'x' } }, podSelector: { matchLabels: { role: 'y' } } },
            ],
          },
          {},
        ],
      },
    }
    expect(await describeObject(policy)).toBe(
      text(`
Name:         db
Namespace:    default
Created on:   2026-11-22 11:00:00 +0000 UTC
Labels:       <none>
Annotations:  <none>
Spec:
  PodSelector:     <none> (Allowing the specific traffic to all pods in this namespace)
  Allowing ingress traffic:
    To Port: 6379/TCP
    To Port Range: 1-9/TCP
    From:
      IPBlock:
        CIDR: 172.17.0.0/16
        Except: 172.17.1.0/24
    From:
      NamespaceSelector: project=x
      PodSelector: role=y
    ----------
    To Port: <any> (traffic allowed to all ports)
    From: <any> (traffic not restricted by source)
  Not affecting egress traffic
  Policy Types: Ingress
`),
    )
  })
})
