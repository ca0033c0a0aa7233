import { describe, expect, it } from 'vitest'
import { describeObject, FakeClient, meta, text } from './fake-client.ts'

describe('describe deployment', () => {
  const template = {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'nginx', image: 'nginx:1.25' }] },
  }
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'uid-web', controller: true }
  const replicaSet = (name: string, image: string, replicas: number, creationTimestamp: string) => ({
    metadata: meta(name, { ownerReferences: [owner], creationTimestamp }),
    spec: {
      replicas,
      template: {
        metadata: { labels: { app: 'web', 'pod-template-hash': name } },
        spec: { containers: [{ name: 'nginx', image }] },
      },
    },
    status: { replicas },
  })

  it('tells the new replica set from the old ones', async () => {
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: meta('web', { creationTimestamp: '2026-11-22T11:00:00Z' }),
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'web' } },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 1 } },
        template,
      },
      status: { replicas: 2, conditions: [{ type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' }] },
    }
    const client = new FakeClient({
      '/apis/apps/v1/namespaces/default/replicasets': [
        replicaSet('web-a', 'nginx:1.25', 2, '2026-11-22T11:30:00Z'),
        replicaSet('web-b', 'nginx:1.24', 0, '2026-11-22T11:00:00Z'),
        { ...replicaSet('other', 'nginx:1.25', 1, '2026-11-22T10:00:00Z'), metadata: meta('other') },
      ],
    })
    expect(await describeObject(deployment, client)).toBe(
      text(`
Name:                   web
Namespace:              default
CreationTimestamp:      Sun, 22 Nov 2026 11:00:00 +0000
Labels:                 <none>
Annotations:            <none>
Selector:               app=web
Replicas:               2 desired | 0 updated | 2 total | 0 available | 0 unavailable
StrategyType:           RollingUpdate
MinReadySeconds:        0
RollingUpdateStrategy:  1 max unavailable, 25% max surge
Pod Template:
  Labels:  app=web
  Containers:
   nginx:
    Image:         nginx:1.25
    Port:          <none>
    Host Port:     <none>
    Environment:   <none>
    Mounts:        <none>
  Volumes:         <none>
  Node-Selectors:  <none>
  Tolerations:     <none>
Conditions:
  Type           Status  Reason
  ----           ------  ------
  Available      True    MinimumReplicasAvailable
OldReplicaSets:  web-b (0/0 replicas created)
NewReplicaSet:   web-a (2/2 replicas created)
Events:          <none>
`),
    )
  })
})
