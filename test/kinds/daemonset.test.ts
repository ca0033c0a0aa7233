import { describe, expect, it } from 'vitest'
import type { DaemonSet, DaemonSetSpec } from '../../src/api/types.gen.ts'
import { StatusError } from '../../src/apimachinery/status.ts'
import { errorText } from '../../src/apimachinery/validation/field.ts'
import { TEMPLATE_GENERATION } from '../../src/kinds/daemonset/template-generation.ts'
import { daemonSet as kind } from '../../src/kinds/daemonset.ts'
import type { WriteContext } from '../../src/kinds/kind.ts'

const context = {} as WriteContext

function daemonSet(spec: Partial<DaemonSetSpec> = {}, annotations?: Record<string, string>): DaemonSet {
  const object: DaemonSet = {
    metadata: { name: 'agent', namespace: 'default', ...(annotations ? { annotations } : {}) },
    spec: {
      selector: { matchLabels: { app: 'a' } },
      template: { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'c', image: 'f:1' }] } },
      ...spec,
    },
  }
  kind.setDefaults!(object)
  return object
}

const strategy = (maxSurge: number | string, maxUnavailable: number | string) =>
  kind.validate(daemonSet({ updateStrategy: { rollingUpdate: { maxSurge, maxUnavailable } } }), context).map(errorText)

describe('daemonSet', () => {
  it('counts its templates in an annotation', () => {
    const made = daemonSet()
    kind.prepareForCreate!(made, context)
    expect(made.metadata).toMatchObject({ generation: 1, annotations: { [TEMPLATE_GENERATION]: '1' } })

    const scaled = daemonSet({ minReadySeconds: 5 }, { [TEMPLATE_GENERATION]: '99' })
    kind.prepareForUpdate!(scaled, made, context)
    expect(scaled.metadata).toMatchObject({ generation: 2, annotations: { [TEMPLATE_GENERATION]: '1' } })

    const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'c', image: 'f:2' }] } }
    const changed = daemonSet({ template })
    kind.prepareForUpdate!(changed, made, context)
    expect(changed.metadata).toMatchObject({ generation: 2, annotations: { [TEMPLATE_GENERATION]: '2' } })
    expect(() => kind.prepareForCreate!(daemonSet({}, { [TEMPLATE_GENERATION]: 'x' }), context)).toThrow(StatusError)
  })

  it('either surges or makes place', () => {
    expect(strategy(0, 1)).toEqual([])
    expect(strategy('10%', 0)).toEqual([])
    expect(strategy(1, 1)).toEqual([
      'spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero',
    ])
    expect(strategy(0, '0%')).toEqual([
      'spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0',
    ])
    const unknown = kind.validate(daemonSet({ updateStrategy: { type: 'Fast' } }), context).map(errorText)
    expect(unknown).toEqual([
      'spec.updateStrategy: Unsupported value: {"Type":"Fast","RollingUpdate":null}: supported values: "OnDelete", "RollingUpdate"',
    ])
  })

  it('keeps its selector', () => {
    const selector = { matchLabels: { app: 'a' }, matchExpressions: [{ key: 'app', operator: 'Exists' }] }
    expect(kind.validateUpdate(daemonSet({ selector }), daemonSet(), context).map(errorText)).toEqual([
      expect.stringMatching(/^spec\.selector: Invalid value: .*: field is immutable$/),
    ])
  })
})
