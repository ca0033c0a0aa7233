import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../src/api/object.ts'
import type { Event } from '../../src/api/types.gen.ts'
import type { Clock } from '../../src/apimachinery/clock.ts'
import { seededRandom } from '../../src/apimachinery/random.ts'
import { isExpired } from '../../src/events/expiry.ts'
import { EventRecorder } from '../../src/events/recorder.ts'

class Recording {
  time = Date.parse('2026-01-01T00:00:00Z')
  private readonly objects = new Map<string, KubeObject>()
  private readonly clock: Clock = { now: () => new Date(this.time) }
  readonly recorder = new EventRecorder(
    { clock: this.clock, random: seededRandom(1) },
    {
      get: key => this.objects.get(key),
      keys: prefix => [...this.objects.keys()].filter(k => k.startsWith(prefix)).sort(),
      put: this.keep.bind(this),
      putOwn: this.keep.bind(this),
    },
  )
  private keep(key: string, object: KubeObject): KubeObject {
    this.objects.set(key, object)
    return object
  }
  get events(): Event[] {
    return [...this.objects.keys()].sort().map(k => this.objects.get(k) as Event)
  }
  say(reason: string, message: string, component = 'replicaset-controller', about = web): void {
    this.recorder.record({ about, type: 'Normal', reason, message, component })
  }
  schedule(message: string, resourceVersion = '1'): void {
    const about = { ...web, metadata: { ...web.metadata, resourceVersion } }
    const component = 'default-scheduler'
    this.recorder.record({
      about,
      type: 'Warning',
      reason: 'FailedScheduling',
      action: 'Scheduling',
      message,
      component,
    })
  }
}

const web: KubeObject = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'default', uid: 'u1' } }

describe('EventRecorder', () => {
  it('makes core events that keep their order, and counts repeated ones up over bursts', () => {
    const r = new Recording()
    r.say('A', 'first')
    r.say('B', 'second')
    expect(r.events.map(e => e.message)).toEqual(['first', 'second'])
    expect(r.events[0]).toMatchObject({
      metadata: { namespace: 'default', name: expect.stringMatching(/^web\.[0-9a-f]{16}$/) },
      involvedObject: { apiVersion: 'v1', kind: 'Pod', name: 'web', namespace: 'default', uid: 'u1' },
      count: 1,
      eventTime: null,
      source: { component: 'replicaset-controller' },
      reportingComponent: 'replicaset-controller',
      reportingInstance: '',
    })
    r.time += 5000
    r.recorder.startBurst()
    r.say('A', 'first')
    expect(r.events).toHaveLength(2)
    expect(r.events[0]).toMatchObject({
      count: 2,
      firstTimestamp: '2026-01-01T00:00:00Z',
      lastTimestamp: '2026-01-01T00:00:05Z',
    })
  })

  it('combines similar events and stops spam', () => {
    const r = new Recording()
    for (let i = 0; i < 50; i++) r.say('SuccessfulCreate', `Created pod: web-${i}`)
    expect(r.events).toHaveLength(10)
    expect(r.events.at(-1)!.message).toMatch(/^\(combined from similar events\): Created pod: web-24$/)
    expect(r.events.reduce((n, e) => n + e.count!, 0)).toBe(25)
    r.time += 301_000
    r.recorder.startBurst()
    r.say('SuccessfulCreate', 'Created pod: web-x')
    expect(r.events.reduce((n, e) => n + e.count!, 0)).toBe(26)
  })

  it('does not mix up objects whose names start alike', () => {
    const r = new Recording()
    r.say('A', 'same')
    r.say('A', 'same', undefined, { ...web, metadata: { ...web.metadata, name: 'web.v2', uid: 'u2' } })
    expect(r.events.map(e => [e.involvedObject.name, e.count])).toEqual([
      ['web', 1],
      ['web.v2', 1],
    ])
  })

  it("counts the scheduler's events in a series, whose note stays", () => {
    const r = new Recording()
    r.schedule('one')
    r.schedule('two')
    expect(r.events).toHaveLength(1)
    expect(r.events[0]).toMatchObject({ message: 'one', series: { count: 2 }, source: {}, firstTimestamp: null })
    r.schedule('three', '2')
    expect(r.events).toHaveLength(2)
  })

  it('drops what a full queue would', () => {
    const r = new Recording()
    for (let i = 0; i < 1100; i++)
      r.say('A', 'x', 'deployment-controller', {
        ...web,
        metadata: { name: `p${i}`, namespace: 'default', uid: `u${i}` },
      })
    expect(r.events).toHaveLength(1000)
  })

  it('expires events an hour after they were last written', () => {
    const r = new Recording()
    r.say('A', 'x')
    expect(isExpired(r.events[0]!, new Date(r.time + 3599_000))).toBe(false)
    expect(isExpired(r.events[0]!, new Date(r.time + 3600_000))).toBe(true)
  })
})
