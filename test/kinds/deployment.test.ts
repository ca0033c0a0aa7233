import { describe, expect, it } from 'vitest'
import type { Deployment, DeploymentSpec } from '../../src/api/types.gen.ts'
import { errorText } from '../../src/apimachinery/validation/field.ts'
import { deployment as kind } from '../../src/kinds/deployment.ts'
import type { WriteContext } from '../../src/kinds/kind.ts'

const context = {} as WriteContext

function deployment(spec: Partial<DeploymentSpec> = {}, annotations?: Record<string, string>): Deployment {
  const object: Deployment = {
    metadata: { name: 'web', namespace: 'default', ...(annotations ? { annotations } : {}) },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
      ...spec,
    },
  }
  kind.setDefaults!(object)
  return object
}

const errors = (spec: Partial<DeploymentSpec>) => kind.validate(deployment(spec), context).map(errorText)

describe('deployment', () => {
  it('has defaults', () => {
    expect(deployment().spec).toMatchObject({
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      template: { spec: { restartPolicy: 'Always' } },
    })
    expect(deployment({ strategy: { type: 'Recreate' } }).spec!.strategy).toEqual({ type: 'Recreate' })
    expect(errors({})).toEqual([])
  })

  it('must select its own pods', () => {
    const mismatch = {
      template: { metadata: { labels: { b: '1', app: 'wbe' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
    }
    expect(errors(mismatch)).toEqual([
      'spec.template.metadata.labels: Invalid value: {"app":"wbe","b":"1"}: `selector` does not match template `labels`',
    ])
    expect(errors({ selector: undefined as never })).toEqual([
      'spec.selector: Required value',
      'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
    ])
    expect(errors({ selector: {} })).toEqual([
      'spec.selector: Invalid value: {}: empty selector is invalid for deployment',
    ])
  })

  it('checks its strategy', () => {
    const rolling = (maxSurge: number | string, maxUnavailable: number | string) =>
      errors({ strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } })
    expect(rolling(0, 0)).toEqual([
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0',
    ])
    expect(rolling('half', 0)).toHaveLength(2)
    expect(rolling(1, '101%')).toEqual([
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%',
    ])
    const slow = { type: 'Slow', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }
    expect(errors({ strategy: slow })).toEqual([
      'spec.strategy: Unsupported value: {"Type":"Slow","RollingUpdate":{"MaxUnavailable":0,"MaxSurge":1}}: supported values: "Recreate", "RollingUpdate"',
    ])
    expect(errors({ strategy: { type: 'Recreate', rollingUpdate: {} } })).toEqual([
      "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
    ])
  })

  it('cannot run pods that end', () => {
    const spec = { containers: [{ name: 'c', image: 'i' }], restartPolicy: 'Never' }
    expect(errors({ template: { metadata: { labels: { app: 'web' } }, spec } })).toEqual([
      'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
    ])
  })

  it('checks its numbers', () => {
    expect(errors({ replicas: -1, minReadySeconds: 600 })).toEqual([
      'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      'spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds',
    ])
  })

  it('keeps its selector', () => {
    const labels = { app: 'web', tier: 'front' }
    const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx' }] } }
    const changed = deployment({ selector: { matchLabels: { tier: 'front', app: 'web' } }, template })
    expect(kind.validateUpdate(changed, deployment(), context).map(errorText)).toEqual([
      'spec.selector: Invalid value: {"matchLabels":{"app":"web","tier":"front"}}: field is immutable',
    ])
  })

  it('counts a generation for each change of spec or annotations, and leaves the status alone', () => {
    const old = deployment()
    old.metadata.generation = 3
    old.status = { replicas: 1 }
    const generationOf = (object: Deployment) => {
      object.metadata.generation = 3
      kind.prepareForUpdate!(object, old, context)
      expect((object as Deployment).status).toBe(old.status)
      return object.metadata.generation
    }
    expect(generationOf(deployment())).toBe(3)
    expect(generationOf(deployment({ replicas: 2 }))).toBe(4)
    expect(generationOf(deployment({}, { a: 'b' }))).toBe(4)
  })

  it('warns of a name that no pod can be called by', () => {
    const object = deployment()
    object.metadata.name = 'a.b'
    expect(kind.warnings!(object)[0]).toMatch(
      /^metadata\.name: this is used in Pod names and hostnames, .*a DNS label is recommended: \[must not contain dots\]$/,
    )
    expect(kind.warnings!(deployment())).toEqual([])
  })

  it('has the row of kubectl get', () => {
    const object = deployment({ replicas: 3 })
    object.metadata.creationTimestamp = '2026-01-01T00:00:00Z'
    object.status = { readyReplicas: 2, updatedReplicas: 3, availableReplicas: 1 }
    expect(kind.row!(object, new Date('2026-01-01T00:01:00Z'))).toEqual([
      'web',
      '2/3',
      3,
      1,
      '60s',
      'c',
      'nginx',
      'app=web',
    ])
  })
})
