import { expect, test } from 'vitest'
import { withDisruptionTarget } from '../../../src/kinds/pod/disruption-target.ts'

const THEN = '2026-01-01T00:00:00Z'
const NOW = '2026-01-01T00:01:00Z'
const ready = { type: 'Ready', status: 'True' }

test('a pod is told once why it goes: what comes later changes the reason, not the place and the time', () => {
  const pod = { metadata: { name: 'web', generation: 2 }, status: { conditions: [ready] } }
  const first = withDisruptionTarget(pod, 'EvictionByEvictionAPI', 'evicting', THEN)
  expect(first.status!.conditions).toEqual([
    ready,
    {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'EvictionByEvictionAPI',
      message: 'evicting',
      observedGeneration: 2,
      lastProbeTime: null,
      lastTransitionTime: THEN,
    },
  ])
  const second = withDisruptionTarget(
    { ...first, status: { conditions: [first.status!.conditions![1]!, ready] } },
    'DeletionByTaintManager',
    'deleting',
    NOW,
  )
  expect(second.status!.conditions!.map(c => c.type)).toEqual(['DisruptionTarget', 'Ready'])
  expect(second.status!.conditions![0]).toMatchObject({ reason: 'DeletionByTaintManager', lastTransitionTime: THEN })
})
