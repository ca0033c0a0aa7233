import { beforeAll, describe, expect, it } from 'vitest'
import type { KubeObject } from '../../src/api/object.ts'
import { fixedClock } from '../../src/apimachinery/clock.ts'
import { seededRandom } from '../../src/apimachinery/random.ts'
import { alreadyExists } from '../../src/apimachinery/status.ts'
import { Admission } from '../../src/apiserver/registry/admit.ts'
import { type Controller, objectKey } from '../../src/controllers/controller.ts'
import { ControllerManager } from '../../src/controllers/manager.ts'
import { KindRegistry } from '../../src/kinds/registry.ts'
import { StateDocument } from '../../src/storage/state-document.ts'
import { TransactionalStore } from '../../src/storage/transactional-store.ts'

const kinds = new KindRegistry()
beforeAll(() => kinds.loadAll())

const PREFIX = '/registry/configmaps/default/'
const configMap = (name: string, data: Record<string, string> = {}): KubeObject & { data: Record<string, string> } => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'default' },
  data,
})

function controller(name: string, sync: Controller['sync'], resource = 'configmaps'): Controller {
  return {
    name,
    manager: 'kube-controller-manager',
    watches: { [resource]: change => [objectKey(change.object)] },
    sync,
  }
}

function start(controllers: readonly Controller[], now = '2026-01-01T00:00:00Z', document = StateDocument.empty()) {
  const store = new TransactionalStore(document, {})
  const environment = { store, kinds, clock: fixedClock(now), random: seededRandom(1) }
  return { store, manager: new ControllerManager(controllers, environment, store, new Admission([])) }
}

const put = (store: TransactionalStore, name: string) => store.put(PREFIX + name, configMap(name))

describe('ControllerManager', () => {
  it('goes on until no controller has work, and lets the first that has some go first', () => {
    const order: string[] = []
    const chain = (name: string, next: string) =>
      controller(name, (key, context) => {
        order.push(`${name} ${key}`)
        const object = context.get<KubeObject & { data: Record<string, string> }>('configmaps', 'default', 'web')!
        if (!object.data[next]) context.update('configmaps', { ...object, data: { ...object.data, [next]: 'done' } })
      })
    const { store, manager } = start([chain('one', 'a'), chain('two', 'b')])
    put(store, 'web')
    manager.reconcile()
    expect(store.get(`${PREFIX}web`)).toMatchObject({ data: { a: 'done', b: 'done' } })
    expect(order).toEqual(['one', 'one', 'two', 'one', 'two'].map(name => `${name} default/web`))
  })

  it('undoes what a controller did before the API refused it, and goes on', () => {
    const { store, manager } = start([
      controller('refused', (_, context) => {
        context.putInternal('/kubette/trace', { left: true })
        throw alreadyExists({ group: '', resource: 'configmaps' }, 'web')
      }),
      controller('other', (key, context) => context.putInternal('/kubette/other', { key })),
    ])
    put(store, 'web')
    manager.reconcile()
    expect([store.value('/kubette/trace'), store.value('/kubette/other')]).toEqual([undefined, { key: 'default/web' }])
  })

  it('lets a defect of a controller out', () => {
    const { store, manager } = start([
      controller('broken', () => {
        throw new TypeError('of its own')
      }),
    ])
    put(store, 'web')
    expect(() => manager.reconcile()).toThrow(TypeError)
  })

  it('gives up where controllers do not come to rest', () => {
    const { store, manager } = start([
      controller('restless', (_, context) => {
        const object = context.get<KubeObject & { data: Record<string, string> }>('configmaps', 'default', 'web')!
        context.update('configmaps', { ...object, data: { n: String(Number(object.data.n ?? 0) + 1) } })
      }),
    ])
    put(store, 'web')
    expect(() => manager.reconcile()).toThrow(/did not come to rest \(restless still has work\)/)
    manager.reconcile()
  })

  it('tells of objects that two groups serve under either name', () => {
    const seen: string[] = []
    const note = (name: string) => controller(name, () => void seen.push(name), name)
    const { store, manager } = start([note('events'), note('events.events.k8s.io')])
    store.put('/registry/events/default/x', { metadata: { name: 'x', namespace: 'default' } })
    manager.reconcile()
    expect(seen).toEqual(['events', 'events.events.k8s.io'])
  })

  it('is not woken for what is further away than a Date can say', () => {
    const { store, manager } = start([
      controller('patient', (key, context) => context.requeueAt(key, new Date(9e15 * 1000))),
      controller('waiting', (key, context) => context.requeueAt(key, new Date('2026-01-01T00:10:00Z'))),
    ])
    put(store, 'web')
    manager.reconcile()
    expect(manager.wake()).toBe(Date.parse('2026-01-01T00:10:00Z'))
  })

  it('looks again when the time that was asked for has come, in another process too', () => {
    const seen: string[] = []
    const waiting = controller('waiting', (key, context) => {
      seen.push(`${key} at ${context.clock.now().toISOString().slice(11, 16)}`)
      if (seen.length === 1) context.requeueAt(key, new Date('2026-01-01T00:10:00Z'))
    })
    const { store, manager } = start([waiting])
    put(store, 'web')
    manager.reconcile()
    manager.reconcile()
    expect(new Date(manager.wake()).toISOString()).toBe('2026-01-01T00:10:00.000Z')
    const document = store.toDocument(manager.wake())
    const early = start([waiting], '2026-01-01T00:09:59Z', document)
    early.manager.reconcile()
    const later = start([waiting], '2026-01-01T00:10:00Z', document)
    later.manager.reconcile()
    expect(seen).toEqual(['default/web at 00:00', 'default/web at 00:10'])
    expect(later.manager.wake()).toBe(0)
  })
})
