import { describe, expect, it } from 'vitest'
import { describeObject, FakeClient, meta, text } from './fake-client.ts'

describe('describe node', () => {
  it('adds up what pods ask for', async () => {
    const container = (requests: object) => ({ name: 'c', image: 'x', resources: { requests } })
    const node = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'worker', uid: 'u', labels: { 'node-role.kubernetes.io/web': '' } },
      spec: {
        taints: [
          { key: 'b', effect: 'NoSchedule' },
          { key: 'a', value: 'v', effect: 'NoExecute' },
        ],
      },
      status: { allocatable: { cpu: '4', memory: '1Gi', 'example.com/gpu': '2' } },
    }
    const client = new FakeClient({
      '/api/v1/pods': [
        {
          metadata: meta('p', { creationTimestamp: '2026-11-22T11:55:00Z' }),
          spec: {
            overhead: { cpu: '100m' },
            containers: [container({ cpu: '250m', memory: '64Mi' }), container({ cpu: '150m' })],
            initContainers: [
              { ...container({ cpu: '100m' }), restartPolicy: 'Always' },
              container({ cpu: '1', memory: '128Mi' }),
            ],
          },
        },
      ],
    })
    const description = await describeObject(node, client)
    expect(description).toContain('Roles:              web\n')
    expect(description).toContain(
      'Taints:             a=v:NoExecute\n                    b:NoSchedule\nUnschedulable:      false\nLease:              Failed to get lease: leases "worker" not found\n',
    )
    expect(description.slice(description.indexOf('Non-terminated'))).toBe(
      text(`
Non-terminated Pods:          (1 in total)
  Namespace                   Name    CPU Requests  CPU Limits  Memory Requests  Memory Limits  Age
  ---------                   ----    ------------  ----------  ---------------  -------------  ---
  default                     p       1200m (30%)   0 (0%)      128Mi (12%)      0 (0%)         5m
Allocated resources:
  (Total limits may be over 100 percent, i.e., overcommitted.)
  Resource           Requests     Limits
  --------           --------     ------
  cpu                1200m (30%)  0 (0%)
  memory             128Mi (12%)  0 (0%)
  ephemeral-storage  0 (0%)       0 (0%)
  example.com/gpu    0            0
Events:              <none>
`),
    )
  })
})
