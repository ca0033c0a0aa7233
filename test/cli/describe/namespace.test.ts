import { describe, expect, it } from 'vitest'
import { describeObject, FakeClient, meta, text } from './fake-client.ts'

describe('describe quota and namespace', () => {
  const quota = {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: meta('compute'),
    status: { hard: { 'requests.memory': '1Gi', pods: '2' }, used: { 'requests.memory': '1500M', pods: '1' } },
  }

  it('shows used amounts as the hard ones are written', async () => {
    expect(await describeObject(quota)).toBe(
      text(`
Name:            compute
Namespace:       default
Resource         Used        Hard
--------         ----        ----
pods             1           2
requests.memory  1500000000  1Gi
`),
    )
  })

  it('shows the quotas and limit ranges of a namespace', async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' }, status: { phase: 'Active' } }
    const client = new FakeClient({
      '/api/v1/namespaces/team/resourcequotas': [quota],
      '/api/v1/namespaces/team/limitranges': [
        { metadata: meta('l'), spec: { limits: [{ type: 'Container', max: { cpu: '2' }, default: { cpu: '500m' } }] } },
      ],
    })
    expect(await describeObject(namespace, client)).toBe(
      text(`
Name:         team
Labels:       <none>
Annotations:  <none>
Status:       Active

Resource Quotas
  Name:            compute
  Resource         Used   Hard
  --------         ---    ---
  pods             1      2
  requests.memory  1500M  1Gi

Resource Limits
 Type       Resource  Min  Max  Default Request  Default Limit  Max Limit/Request Ratio
 ----       --------  ---  ---  ---------------  -------------  -----------------------
 Container  cpu       -    2    -                500m           -
`),
    )
    expect(await describeObject(namespace)).toMatch(/\n\nNo resource quota\.\n\nNo LimitRange resource\.\n$/)
  })
})
