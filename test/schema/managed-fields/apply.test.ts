import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../../src/api/object.ts'
import { serverSideApply } from '../../../src/schema/managed-fields/apply.ts'
import { typeOfStructuralSchema } from '../../../src/schema/structural-schema.ts'
import { deployments } from '../objects.ts'

const now = new Date('2026-01-01T00:00:00Z')
const config = (data: object, more: object = {}): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'app', namespace: 'default', ...more },
    data,
  }) as KubeObject

function apply(live: KubeObject | undefined, applied: KubeObject, manager = 'kubectl', force = false): KubeObject {
  const { object, managedFields } = serverSideApply(live, applied, { manager, force, now })
  return { ...object, metadata: { ...object.metadata, managedFields } }
}
const data = (object: KubeObject) => (object as KubeObject & { data: object }).data
const owners = (object: KubeObject) => object.metadata.managedFields!.map(e => [e.manager, e.operation, e.fieldsV1])

describe('serverSideApply', () => {
  const first = apply(undefined, config({ a: '1', b: '2' }))

  it('makes the applier the owner of what it applies', () => {
    expect(owners(first)).toEqual([['kubectl', 'Apply', { 'f:data': { 'f:a': {}, 'f:b': {} } }]])
  })

  it('refuses to take others fields, but by force', () => {
    const ops = config({ b: '20', c: '3' })
    expect(() => apply(first, ops, 'ops')).toThrow(
      expect.objectContaining({
        message: 'Apply failed with 1 conflict: conflict with "kubectl": .data.b',
        status: expect.objectContaining({
          code: 409,
          details: {
            causes: [{ reason: 'FieldManagerConflict', message: 'conflict with "kubectl"', field: '.data.b' }],
          },
        }),
      }),
    )
    const forced = apply(first, ops, 'ops', true)
    expect(data(forced)).toEqual({ a: '1', b: '20', c: '3' })
    expect(owners(forced)).toEqual([
      ['kubectl', 'Apply', { 'f:data': { 'f:a': {} } }],
      ['ops', 'Apply', { 'f:data': { 'f:b': {}, 'f:c': {} } }],
    ])
    expect(data(apply(forced, config({ b: '20' }), 'ops'))).toEqual({ a: '1', b: '20' })
  })

  it('lists several conflicts by manager, updaters with their version', () => {
    const live = { ...first, data: { a: '1', b: '2', c: '3' } } as KubeObject
    live.metadata = {
      ...live.metadata,
      managedFields: [
        ...first.metadata.managedFields!,
        {
          manager: 'edit',
          operation: 'Update',
          apiVersion: 'v1',
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:data': { 'f:c': {} } },
        },
      ],
    }
    expect(() => apply(live, config({ a: 'x', b: 'x', c: 'x' }), 'ops')).toThrow(
      'Apply failed with 3 conflicts: conflicts with "edit" using v1:\n- .data.c\nconflicts with "kubectl":\n- .data.a\n- .data.b',
    )
  })

  it('shares a field that two apply alike, and removes it with the last', () => {
    const both = apply(first, config({ b: '2' }), 'ops')
    const one = apply(both, config({ a: '1' }))
    expect(data(one)).toEqual({ a: '1', b: '2' })
    expect(data(apply(one, config({}), 'ops'))).toEqual({ a: '1' })
  })

  it('takes over what client-side apply has set, and keeps its annotation up to date', () => {
    const annotation = 'kubectl.kubernetes.io/last-applied-configuration'
    const manifest = config({ a: '1' })
    const live = config({ a: '1' }, { annotations: { [annotation]: JSON.stringify(manifest) } })
    const next = apply(live, config({ a: '2' }))
    expect(data(next)).toEqual({ a: '2' })
    expect(next.metadata.annotations![annotation]).toContain('"data":{"a":"2"}')
    expect(() => apply(live, config({ a: '2' }), 'ops')).toThrow('conflict with "before-first-apply" using v1: .data.a')
  })

  it('refuses what does not fit the schema', () => {
    expect(() => apply(undefined, config({ a: 1, b: true }))).toThrow(
      'failed to create typed patch object (default/app; /v1, Kind=ConfigMap): errors:\n  .data.a: expected string, got &value.valueUnstructured{Value:1}\n  .data.b: expected string, got &value.valueUnstructured{Value:true}',
    )
    expect(() => apply(undefined, { ...config({}), spec: {} } as KubeObject)).toThrow(
      '.spec: field not declared in schema',
    )
    expect(() => apply(undefined, config({}, { managedFields: [] }))).toThrow('metadata.managedFields must be nil')
  })

  it('is idempotent, also after others have applied', () => {
    fc.assert(
      fc.property(deployments, deployments, (a, b) => {
        const once = apply(undefined, a)
        expect(apply(once, a)).toEqual(once)
        const both = apply(once, b, 'ops', true)
        expect(apply(both, b, 'ops')).toEqual(both)
      }),
    )
  })

  it('leaves nothing of an applier that applies nothing any more', () => {
    fc.assert(
      fc.property(deployments, d => {
        const { apiVersion, kind, metadata } = d
        const bare = { apiVersion, kind, metadata: { name: metadata.name } }
        const left = apply(apply(undefined, d), bare)
        expect(left.metadata.managedFields).toEqual([])
        expect(JSON.stringify(left)).not.toContain('containers":[{')
      }),
    )
  })

  it('merges and prunes what the schema of a custom resource leaves open, field by field', () => {
    const type = typeOfStructuralSchema(
      { type: 'object', properties: { spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } } },
      'Widget',
    )
    const widget = (free: object) =>
      ({ apiVersion: 'e.io/v1', kind: 'Widget', metadata: { name: 'w' }, spec: { free } }) as unknown as KubeObject
    const applyAs = (manager: string, live: KubeObject | undefined, free: object) => {
      const { object, managedFields } = serverSideApply(live, widget(free), { manager, force: false, now, type })
      return { ...object, metadata: { ...object.metadata, managedFields } } as KubeObject & { spec: object }
    }
    const both = applyAs('b', applyAs('a', undefined, { one: 1, gone: 1 }), { two: 2 })
    expect(both.spec).toEqual({ free: { one: 1, gone: 1, two: 2 } })
    expect(applyAs('a', both, { one: 1 }).spec).toEqual({ free: { one: 1, two: 2 } })
  })
})
