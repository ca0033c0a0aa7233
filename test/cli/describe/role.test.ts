import { describe, expect, it } from 'vitest'
import { describeObject, meta, text } from './fake-client.ts'

describe('describe role', () => {
  it('has one line for each resource and name, sorted by the verbs', async () => {
    const role = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: meta('deployer'),
      rules: [
        {
          apiGroups: ['apps'],
          resources: ['deployments', 'deployments/scale'],
          verbs: ['get', 'list', 'create', 'update'],
        },
        { apiGroups: [''], resources: ['configmaps'], resourceNames: ['settings'], verbs: ['get'] },
        { nonResourceURLs: ['/metrics'], verbs: ['get'] },
      ],
    }
    expect(await describeObject(role)).toBe(
      text(`
Name:         deployer
Labels:       <none>
Annotations:  <none>
PolicyRule:
  Resources               Non-Resource URLs  Resource Names  Verbs
  ---------               -----------------  --------------  -----
  deployments.apps/scale  []                 []              [get list create update]
  deployments.apps        []                 []              [get list create update]
                          [/metrics]         []              [get]
  configmaps              []                 [settings]      [get]
`),
    )
  })
})
