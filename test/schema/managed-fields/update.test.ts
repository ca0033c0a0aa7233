import { describe, expect, it } from 'vitest'
import type { KubeObject, ManagedFieldsEntry } from '../../../src/api/object.ts'
import { decode } from '../../../src/schema/decode.ts'
import { managedFieldsOfNew, managedFieldsOfUpdate } from '../../../src/schema/managed-fields/update.ts'
import { upgradeManagedFields } from '../../../src/schema/managed-fields/upgrade.ts'
import { DEPLOYMENT, SERVICE } from '../objects.ts'

const T0 = new Date('2026-01-01T00:00:00Z')
const T1 = new Date('2026-01-01T00:01:00Z')

const web = (fields: object = {}, spec: object = {}): KubeObject =>
  decode(
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'default', uid: 'u', labels: { app: 'web' }, ...fields },
      spec: { ports: [{ port: 80, protocol: 'TCP' }], selector: { app: 'web' }, ...spec },
      status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } },
    },
    SERVICE,
  ).object
const managed = (object: KubeObject, managedFields: ManagedFieldsEntry[]): KubeObject => ({
  ...object,
  metadata: { ...object.metadata, managedFields },
})
const owned = (entries: readonly ManagedFieldsEntry[]) => entries.map(e => [e.manager, e.fieldsV1])

const PORT = 'k:{"port":80,"protocol":"TCP"}'
const created = managedFieldsOfNew(web(), 'kubectl-create', T0)
const stored = managed(web(), created)

describe('managedFieldsOfNew', () => {
  it('is what the creator has set, without what nobody owns and the status', () => {
    expect(created).toEqual([
      {
        manager: 'kubectl-create',
        operation: 'Update',
        apiVersion: 'v1',
        time: '2026-01-01T00:00:00Z',
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
          'f:spec': {
            'f:ports': { '.': {}, [PORT]: { '.': {}, 'f:port': {}, 'f:protocol': {} } },
            'f:selector': {},
          },
        },
      },
    ])
  })

  it('has no "." for what is in every object, and defaults the keys of items', () => {
    const containers = [{ name: 'c', resources: {}, ports: [{ containerPort: 80 }] }]
    const object = decode(
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: {},
        spec: { strategy: { rollingUpdate: { maxSurge: 1 } }, template: { spec: { containers } } },
      },
      DEPLOYMENT,
    ).object
    expect(managedFieldsOfNew(object, 'x', T0)[0]!.fieldsV1).toEqual({
      'f:spec': {
        'f:strategy': { 'f:rollingUpdate': { '.': {}, 'f:maxSurge': {} } },
        'f:template': {
          'f:spec': {
            'f:containers': {
              'k:{"name":"c"}': {
                '.': {},
                'f:name': {},
                'f:resources': {},
                'f:ports': { '.': {}, 'k:{"containerPort":80,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {} } },
              },
            },
          },
        },
      },
    })
  })
})

describe('managedFieldsOfUpdate', () => {
  it('is as it was when nothing has changed', () => {
    expect(managedFieldsOfUpdate(structuredClone(stored), stored, 'kubectl-edit', '', T1)).toEqual(created)
    expect(managedFieldsOfUpdate(structuredClone(stored), stored, 'kubectl-create', '', T1)).toEqual(created)
  })

  it('moves what changes, and drops what is gone', () => {
    const labels = { labels: { app: 'shop' } }
    const entries = managedFieldsOfUpdate(
      web(labels, { ports: [{ port: 81, protocol: 'TCP' }] }),
      stored,
      'kubectl-edit',
      '',
      T1,
    )
    expect(owned(entries)).toEqual([
      ['kubectl-create', { 'f:metadata': { 'f:labels': {} }, 'f:spec': { 'f:ports': {}, 'f:selector': {} } }],
      [
        'kubectl-edit',
        {
          'f:metadata': { 'f:labels': { 'f:app': {} } },
          'f:spec': { 'f:ports': { 'k:{"port":81,"protocol":"TCP"}': { '.': {}, 'f:port': {}, 'f:protocol': {} } } },
        },
      ],
    ])
    expect(entries[1]!.time).toBe('2026-01-01T00:01:00Z')
  })

  it('gives the status to who updates the status', () => {
    const object = { ...web({ labels: {} }), status: { loadBalancer: { ingress: [{ ip: '5.6.7.8' }] } } }
    const entries = managedFieldsOfUpdate(object, stored, 'lb', 'status', T1)
    expect(entries[1]).toMatchObject({ manager: 'lb', subresource: 'status' })
    expect(entries[1]!.fieldsV1).toMatchObject({ 'f:status': {} })
    expect(managedFieldsOfUpdate(object, stored, 'lb', '', T1).map(e => e.manager)).toEqual(['kubectl-create'])
  })

  it('tracks nothing of an object that nobody has tracked, and starts from what a client sends', () => {
    expect(managedFieldsOfUpdate(web({ labels: {} }), web(), 'x', '', T1)).toEqual([])
    const renamed = created.map(e => ({ ...e, manager: 'renamed' }))
    expect(managedFieldsOfUpdate(managed(web(), renamed), stored, 'x', '', T1)).toEqual(renamed)
    expect(managedFieldsOfUpdate(managed(web(), [{}]), stored, 'x', '', T1)).toEqual([])
  })

  it('keeps ten updaters apart', () => {
    let object = stored
    for (let i = 0; i < 15; i++) {
      const next = web({ labels: { app: 'web', [`l${i}`]: 'x', ...object.metadata.labels } })
      const now = new Date(T0.getTime() + (i + 1) * 1000)
      object = managed(next, managedFieldsOfUpdate(next, object, `m${i}`, '', now))
    }
    const entries = object.metadata.managedFields!
    expect(entries).toHaveLength(10)
    expect(entries[0]!.manager).toBe('ancient-changes')
    expect(JSON.stringify(entries)).toContain('f:l0')
  })
})

describe('upgradeManagedFields', () => {
  it('makes an applier of client-side apply', () => {
    const clientSide = created.map(e => ({ ...e, manager: 'kubectl-client-side-apply' }))
    const upgraded = upgradeManagedFields(clientSide, ['kubectl-client-side-apply'], 'kubectl')
    expect(upgraded).toEqual([{ ...created[0], manager: 'kubectl', operation: 'Apply' }])
    expect(upgradeManagedFields(created, ['kubectl-client-side-apply'], 'kubectl')).toBe(created)
  })
})
