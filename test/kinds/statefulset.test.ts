import { describe, expect, it } from 'vitest'
import type { StatefulSet, StatefulSetSpec } from '../../src/api/types.gen.ts'
import { errorText } from '../../src/apimachinery/validation/field.ts'
import type { WriteContext } from '../../src/kinds/kind.ts'
import { statefulSet as kind } from '../../src/kinds/statefulset.ts'

const context = {} as WriteContext

function statefulSet(spec: Partial<StatefulSetSpec> = {}): StatefulSet {
  const object: StatefulSet = {
    metadata: { name: 'web', namespace: 'default', generation: 1 },
    spec: {
      serviceName: 'web',
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
      ...spec,
    },
  }
  kind.setDefaults!(object)
  return object
}

const errors = (spec: Partial<StatefulSetSpec>) => kind.validate(statefulSet(spec), context).map(errorText)
const claim = (name: string) => ({
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
})

describe('statefulSet', () => {
  it('has defaults, without a rollingUpdate where only the type is given', () => {
    expect(statefulSet().spec).toMatchObject({
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      replicas: 1,
      revisionHistoryLimit: 10,
    })
    expect(statefulSet({ updateStrategy: { type: 'RollingUpdate' } }).spec!.updateStrategy).toEqual({
      type: 'RollingUpdate',
    })
    expect(statefulSet({ volumeClaimTemplates: [claim('data')] }).spec!.volumeClaimTemplates).toMatchObject([
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        spec: { volumeMode: 'Filesystem' },
        status: { phase: 'Pending' },
      },
    ])
    expect(errors({})).toEqual([])
  })

  it('drops maxUnavailable, whose feature is off', () => {
    const object = statefulSet({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } } })
    kind.prepareForCreate!(object, context)
    expect(object.spec!.updateStrategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { partition: 0 } })
  })

  it('mounts what its claims are for', () => {
    const volumeMounts = [{ name: 'data', mountPath: '/data' }]
    const template = {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'c', image: 'i', volumeMounts }] },
    }
    expect(errors({ template, volumeClaimTemplates: [claim('data')] })).toEqual([])
    expect(errors({ template })).toEqual(['spec.template.spec.containers[0].volumeMounts[0].name: Not found: "data"'])
  })

  it('says what is wrong', () => {
    expect(
      errors({
        podManagementPolicy: 'Random',
        updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Keep', whenScaled: 'Delete' },
        replicas: -1,
        ordinals: { start: -2 },
        serviceName: 'No_Label',
        selector: {},
      }),
    ).toEqual([
      `spec.podManagementPolicy: Invalid value: "Random": must be 'OrderedReady' or 'Parallel'`,
      `spec.updateStrategy.rollingUpdate: Invalid value: {"Partition":1,"MaxUnavailable":null}: only allowed for updateStrategy 'RollingUpdate'`,
      'spec.persistentVolumeClaimRetentionPolicy.whenDeleted: Unsupported value: "Keep": supported values: "Delete", "Retain"',
      'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      'spec.ordinals.start: Invalid value: -2: must be greater than or equal to 0',
      expect.stringContaining('spec.serviceName: Invalid value: "No_Label": a lowercase RFC 1123 label'),
      'spec.selector: Invalid value: {}: empty selector is invalid for statefulset',
    ])
  })

  it('lets some of its spec change', () => {
    const old = statefulSet()
    const update = (spec: Partial<StatefulSetSpec>) =>
      kind.validateUpdate(statefulSet(spec), old, context).map(errorText)
    expect(update({ replicas: 3, minReadySeconds: 5, revisionHistoryLimit: 2, ordinals: { start: 3 } })).toEqual([])
    const refusal =
      "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"
    expect(update({ serviceName: 'other' })).toEqual([refusal])
    expect(update({ volumeClaimTemplates: [claim('data')] })).toEqual([refusal])
    expect(update({ podManagementPolicy: 'Parallel' })).toEqual([refusal])
  })
})
