import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../src/api/object.ts'
import { rawMetadata } from '../../src/storage/raw-metadata.ts'
import { StateDocument } from '../../src/storage/state-document.ts'
import { keyOrder } from '../../src/storage/state-keys.ts'
import type { Change } from '../../src/storage/store.ts'
import { TransactionalStore } from '../../src/storage/transactional-store.ts'
import { keyArbitrary } from './keys.ts'

const labelsOf = (o: KubeObject) => Object.entries(o.metadata.labels ?? {}).map(([k, v]) => `${k}=${v}`)
const sourceOf = (o: KubeObject) => o.metadata.labels
const indexDefinitions = {
  label: { values: labelsOf, source: sourceOf },
  rawLabel: {
    values: labelsOf,
    source: sourceOf,
    raw: {
      text: 'labels"',
      values: (json: string) => {
        const found = rawMetadata(json, ['labels']) as { labels?: Record<string, string> } | undefined
        return found && labelsOf({ metadata: found })
      },
    },
  },
  textLabel: {
    values: labelsOf,
    source: sourceOf,
    textOf: (label: string) => `"${label.slice(2)}"`,
  },
}
const INDEXES = ['label', 'rawLabel', 'textLabel'] as const
const PREFIXES = ['/registry/pods/', '/registry/pods/a/', '/registry/', '/kubette/']
/** Labels that several objects, and several versions of one, have as the very same object. */
const SHARED_LABELS: Record<string, string>[] = [{ x: '1' }, { y: '1', z: '1' }]
/** More than one looks for before an index is made of all. */
const LABELS = ['x=1', 'x=2', 'y=1', 'z=1', 'y=2', 'x=\\', 'y=é']

type Step =
  | { do: 'put'; key: string; labels: Record<string, string> }
  | { do: 'delete' | 'get'; key: string }
  | { do: 'list' | 'index'; prefix: string; index: string; label: string }
  | { do: 'savepoint' | 'rollback' | 'changes' | 'settle' | 'commit' }

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('put' as const),
    key: keyArbitrary,
    labels: fc.oneof(
      fc.dictionary(fc.constantFrom('x', 'y', '__proto__'), fc.constantFrom('1', '2', '\\', 'é'), {
        noNullPrototype: true,
      }),
      fc.constantFrom(...SHARED_LABELS),
    ),
  }),
  fc.record({ do: fc.constantFrom('delete' as const, 'get' as const), key: keyArbitrary }),
  fc.record({
    do: fc.constantFrom('list' as const, 'index' as const),
    prefix: fc.constantFrom(...PREFIXES),
    index: fc.constantFrom(...INDEXES),
    label: fc.constantFrom(...LABELS),
  }),
  fc.record({
    do: fc.constantFrom(
      'savepoint' as const,
      'rollback' as const,
      'changes' as const,
      'settle' as const,
      'commit' as const,
    ),
  }),
)

/** What the store should be: a map, and copies of it to come back to. */
class Model {
  objects = new Map<string, KubeObject>()
  revision = 0
  /** Since the store was last settled. */
  changes: Change[] = []
  /** Those of `changes` that have been taken. */
  taken = 0
  touched = new Set<string>()

  copy(): Model {
    const copy = new Model()
    copy.objects = new Map(this.objects)
    copy.revision = this.revision
    copy.changes = [...this.changes]
    copy.taken = this.taken
    copy.touched = new Set(this.touched)
    return copy
  }

  put(key: string, object: KubeObject): KubeObject {
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(++this.revision) } }
    const old = this.objects.get(key)
    const { revision } = this
    this.changes.push(
      old ? { type: 'MODIFIED', key, revision, object: stored, old } : { type: 'ADDED', key, revision, object: stored },
    )
    this.touched.add(key)
    this.objects.set(key, stored)
    return stored
  }

  delete(key: string): void {
    const object = this.objects.get(key)
    if (!object) return
    this.revision++
    this.changes.push({ type: 'DELETED', key, revision: this.revision, object })
    this.touched.add(key)
    this.objects.delete(key)
  }

  list(prefix: string): [string, KubeObject][] {
    return [...this.objects].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => keyOrder(a, b))
  }
}

function check(store: TransactionalStore, model: Model): void {
  expect(store.revision).toBe(model.revision)
  for (const prefix of PREFIXES) {
    const expected = model.list(prefix)
    expect(store.keys(prefix)).toEqual(expected.map(([key]) => key))
    expect(store.list(prefix)).toEqual(expected.map(([, object]) => object))
    for (const label of LABELS)
      for (const index of INDEXES)
        expect(store.byIndex(prefix, index, label), index).toEqual(
          expected.filter(([, o]) => labelsOf(o).includes(label)).map(([, o]) => o),
        )
  }
}

describe('TransactionalStore', () => {
  it('is a map with transactions, indexes and a log of changes', () => {
    fc.assert(
      fc.property(fc.array(stepArbitrary, { maxLength: 40 }), steps => {
        let store = new TransactionalStore(StateDocument.empty(), indexDefinitions)
        let model = new Model()
        let points: { point: ReturnType<TransactionalStore['savepoint']>; model: Model }[] = []
        for (const step of steps) {
          if (step.do === 'put') {
            const object = { metadata: { name: step.key, labels: step.labels } }
            expect(store.put(step.key, object)).toEqual(model.put(step.key, object))
          } else if (step.do === 'delete') {
            store.delete(step.key)
            model.delete(step.key)
          } else if (step.do === 'get') expect(store.get(step.key)).toEqual(model.objects.get(step.key))
          else if (step.do === 'list')
            expect(store.list(step.prefix)).toEqual(model.list(step.prefix).map(([, o]) => o))
          else if (step.do === 'index') store.byIndex(step.prefix, step.index, step.label)
          else if (step.do === 'savepoint') points.push({ point: store.savepoint(), model: model.copy() })
          else if (step.do === 'rollback') {
            const last = points.pop()
            if (!last) continue
            store.rollback(last.point)
            // nobody is told twice
            last.model.taken = Math.min(model.taken, last.model.changes.length)
            model = last.model
          } else if (step.do === 'changes') {
            expect(store.takeChanges()).toEqual(model.changes.slice(model.taken))
            model.taken = model.changes.length
          } else if (step.do === 'settle') {
            // as far as the newest savepoint, which stays good
            const last = points.at(-1)
            if (last) {
              const { changes, keys } = store.unsettled(last.point)
              expect(changes).toEqual(last.model.changes)
              expect(new Set(keys)).toEqual(last.model.touched)
              store.settle(last.point)
              const { length } = last.model.changes
              points = [last]
              for (const m of [model, last.model]) {
                m.changes = m.changes.slice(length)
                m.taken = Math.max(0, m.taken - length)
              }
              // keys that were touched before count no longer
              last.model.touched = new Set()
              model.touched = new Set(store.unsettled(store.savepoint()).keys)
            }
          } else {
            points = []
            const document = store.toDocument(0)
            store.committed(document)
            model.touched = new Set()
            expect(store.dirty).toBe(false)
            check(new TransactionalStore(StateDocument.parse(document.toBytes(), 's'), indexDefinitions), model)
          }
        }
        check(store, model)
        expect(store.takeChanges()).toEqual(model.changes.slice(model.taken))
        store = new TransactionalStore(StateDocument.parse(store.toDocument(0).toBytes(), 's'), indexDefinitions)
        check(store, model)
      }),
      { numRuns: 500 },
    )
  })

  it('finds objects that somebody has written by hand', () => {
    const text = [
      '{"format":1,"resourceVersion":9,"wake":0,"objects":{',
      '"/registry/pods/a": {"metadata": {"name": "a", "labels": {"x": "1"}}},',
      '"/registry/pods/b":{"metadata":{"name":"b","labels":{"x":"1"}}}',
      '}}',
      '',
    ]
    const store = new TransactionalStore(StateDocument.parse(Buffer.from(text.join('\n')), 's'), indexDefinitions)
    for (const index of INDEXES)
      expect(store.byIndex('/registry/pods/', index, 'x=1').map(o => o.metadata.name)).toEqual(['a', 'b'])
  })

  it('leaves what is put as it is, unless it is given away', () => {
    const store = new TransactionalStore(StateDocument.empty(), indexDefinitions)
    const [kept, given] = [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }]
    expect(store.put('/registry/a/a', kept).metadata.resourceVersion).toBe('1')
    expect(kept).toEqual({ metadata: { name: 'a' } })
    expect(store.putOwn('/registry/a/b', given)).toBe(given)
    expect([store.get('/registry/a/b'), given.metadata]).toEqual([given, { name: 'b', resourceVersion: '2' }])
  })

  it('is clean again after a rollback', () => {
    const store = new TransactionalStore(StateDocument.empty(), indexDefinitions)
    const point = store.savepoint()
    store.put('/registry/a/b', { metadata: { name: 'b' } })
    store.putValue('/kubette/x', { n: 1 })
    store.rollback(point)
    expect([store.dirty, store.revision, store.value('/kubette/x')]).toEqual([false, 0, undefined])
  })

  it('gives no resource version to what is not an API object, and tells nobody', () => {
    const store = new TransactionalStore(StateDocument.empty(), indexDefinitions)
    store.putValue('/kubette/x', { n: 1 })
    expect([store.revision, store.takeChanges(), store.dirty]).toEqual([0, [], true])
    const document = store.toDocument(5)
    expect(document.header).toEqual({ format: 1, resourceVersion: 0, wake: 5 })
    expect(new TransactionalStore(document, indexDefinitions).value('/kubette/x')).toEqual({ n: 1 })
  })
})
