import { describe, expect, it } from 'vitest'
import type { ApiResource } from '../../../src/api/discovery.ts'
import { explainTarget } from '../../../src/cli/explain/target.ts'

const events = (group: string): ApiResource => ({
  group,
  version: 'v1',
  resource: 'events',
  singular: 'event',
  kind: 'Event',
  namespaced: true,
  verbs: [],
})

describe('explainTarget', () => {
  it('takes the preferred resource, or the one whose group is named', () => {
    const candidates = [events(''), events('events.k8s.io')] as const
    expect(explainTarget('events.series.count', candidates)).toEqual({
      resource: candidates[0],
      path: ['series', 'count'],
    })
    expect(explainTarget('events.events.k8s.io.series', candidates)).toEqual({
      resource: candidates[1],
      path: ['series'],
    })
    expect(explainTarget('ev.events.k8s.io', candidates)).toEqual({ resource: candidates[1], path: [] })
  })
})
