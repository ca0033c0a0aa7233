import { expect, it } from 'vitest'
import type { Node } from '../../src/api/types.gen.ts'
import { errorText } from '../../src/apimachinery/validation/field.ts'
import { nodeRow } from '../../src/kinds/node/row.ts'
import { validateNode, validateNodeUpdate } from '../../src/kinds/node/validation.ts'

const node = (spec: Node['spec'], status?: Node['status']): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n', creationTimestamp: '2026-01-01T00:00:00Z' },
  spec,
  ...(status ? { status } : {}),
})

it('refuses wrong taints, where the API server says they are', () => {
  const taints = [
    { key: 'a', effect: 'NoSchedule' },
    { key: 'a', value: 'b', effect: 'NoSchedule' },
    { key: 'c', effect: 'Never' },
  ]
  expect(validateNode(node({ taints })).map(errorText)).toEqual([
    'metadata.taints[1]: Duplicate value: {"key":"a","value":"b","effect":"NoSchedule"}: taints must be unique by key and effect pair',
    'metadata.taints[2].effect: Unsupported value: "Never": supported values: "NoExecute", "NoSchedule", "PreferNoSchedule"',
  ])
})

it('keeps the pod CIDR', () => {
  const errors = validateNodeUpdate(node({ podCIDRs: ['10.1.0.0/24'] }), node({ podCIDRs: ['10.2.0.0/24'] }))
  expect(errors.map(errorText)).toEqual([
    'spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid',
  ])
})

it('prints status, roles and addresses', () => {
  const now = new Date('2026-01-01T00:05:00Z')
  const ready = node({ unschedulable: true }, { conditions: [{ type: 'Ready', status: 'True' }] })
  ready.metadata.labels = { 'node-role.kubernetes.io/web': '', 'kubernetes.io/role': 'db' }
  expect(nodeRow(ready, now).slice(0, 6)).toEqual(['n', 'Ready,SchedulingDisabled', 'db,web', '5m', '', '<none>'])
  expect(nodeRow(node({}), now)[1]).toBe('Unknown')
})
