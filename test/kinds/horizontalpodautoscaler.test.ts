import { describe, expect, it } from 'vitest'
import type {
  AutoscalingV1HorizontalPodAutoscaler,
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerSpec,
  MetricSpec,
} from '../../src/api/types.gen.ts'
import { errorText } from '../../src/apimachinery/validation/field.ts'
import { toV1, toV2 } from '../../src/kinds/horizontalpodautoscaler/v1.ts'
import { horizontalPodAutoscaler as kind } from '../../src/kinds/horizontalpodautoscaler.ts'
import type { WriteContext } from '../../src/kinds/kind.ts'

const context = {} as WriteContext
const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }

function autoscaler(spec: Partial<HorizontalPodAutoscalerSpec> = {}): HorizontalPodAutoscaler {
  const object: HorizontalPodAutoscaler = {
    apiVersion: 'autoscaling/v2',
    metadata: { name: 'web', namespace: 'default' },
    spec: { scaleTargetRef, maxReplicas: 5, ...spec },
  }
  kind.setDefaults!(object)
  return object
}

const errors = (spec: Partial<HorizontalPodAutoscalerSpec>) => kind.validate(autoscaler(spec), context).map(errorText)
const memory: MetricSpec = {
  type: 'Resource',
  resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '500Mi' } },
}
const queue: MetricSpec = {
  type: 'External',
  external: { metric: { name: 'q' }, target: { type: 'Value', value: '30' } },
}
const targets = (metrics: MetricSpec[]) => kind.row!(autoscaler({ metrics }), new Date())[2]

describe('horizontalPodAutoscaler', () => {
  it('goes by the CPU unless told otherwise', () => {
    expect(autoscaler().spec).toMatchObject({ minReplicas: 1, metrics: [{ resource: { name: 'cpu' } }] })
    expect(autoscaler({ behavior: { scaleDown: { selectPolicy: 'Min' } } }).spec.behavior).toEqual({
      scaleDown: { selectPolicy: 'Min', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] },
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Max',
        policies: [
          { type: 'Pods', value: 4, periodSeconds: 15 },
          { type: 'Percent', value: 100, periodSeconds: 15 },
        ],
      },
    })
    expect(errors({})).toEqual([])
  })

  it('says what is wrong', () => {
    expect(errors({ minReplicas: 0 })).toEqual([
      'spec.minReplicas: Invalid value: 0: must be greater than or equal to 1',
      'spec.metrics: Forbidden: must specify at least one Object or External metric to support scaling to zero replicas',
    ])
    expect(errors({ maxReplicas: 0 })).toEqual([
      'spec.maxReplicas: Invalid value: 0: must be greater than 0',
      'spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`',
    ])
    expect(errors({ scaleTargetRef: { kind: 'Deployment', name: '' } })).toEqual([
      'spec.scaleTargetRef.name: Required value',
      'spec.scaleTargetRef.apiVersion: Invalid value: "": apiVersion must specify API group',
    ])
    expect(errors({ scaleTargetRef: { apiVersion: 'v1', kind: 'ReplicationController', name: 'x' } })).toEqual([])
    expect(errors({ metrics: [{ ...memory, pods: { metric: { name: 'x' }, target: { type: 'Value' } } }] })).toEqual([
      'spec.metrics[0].pods.target.averageValue: Required value: must specify a positive target averageValue',
      'spec.metrics[0].pods: Forbidden: must populate the given metric source only',
    ])
    expect(errors({ metrics: [{ type: 'Pods' }] })).toEqual([
      'spec.metrics[0].pods: Required value: must populate information for the given metric source',
    ])
    expect(errors({ behavior: { scaleUp: { stabilizationWindowSeconds: 3601, policies: [] } } })).toEqual([
      'spec.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600',
      'spec.behavior.scaleUp.policies: Required value: must specify at least one Policy',
    ])
  })

  it('shows two targets and how many more there are', () => {
    expect(targets([memory])).toBe('memory: <unknown>/500Mi')
    expect(targets([memory, queue, memory])).toBe('memory: <unknown>/500Mi, <unknown>/30 + 1 more...')
  })

  it('is the same in both versions of the API', () => {
    const [v1] = kind.otherVersions!
    const given: AutoscalingV1HorizontalPodAutoscaler = {
      apiVersion: 'autoscaling/v1',
      metadata: { name: 'web', namespace: 'default', annotations: { a: 'b' } },
      spec: { scaleTargetRef, maxReplicas: 5, targetCPUUtilizationPercentage: 60 },
    }
    v1!.setDefaults!(given)
    expect(given).toMatchObject({ metadata: { annotations: { a: 'b' } }, spec: { minReplicas: 1 } })
    const metrics = [memory, queue, ...toV2(given).spec.metrics!]
    const behavior = { scaleUp: { selectPolicy: 'Max' }, scaleDown: { stabilizationWindowSeconds: 5 } }
    const conditions = [{ type: 'AbleToScale', status: 'True', reason: 'r', message: 'm', lastTransitionTime: 't' }]
    const object: HorizontalPodAutoscaler = {
      ...toV2(given),
      spec: { ...toV2(given).spec, metrics, behavior },
      status: { conditions, desiredReplicas: 2, currentReplicas: 1 },
    }
    expect(toV1(object).spec).toMatchObject({ targetCPUUtilizationPercentage: 60 })
    expect(toV2(toV1(object))).toEqual(object)
  })
})
