import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rawMetadata } from '../../src/storage/raw-metadata.ts'

const MEMBERS = ['namespace', 'labels', 'ownerReferences']
const key = fc.oneof(fc.constantFrom('metadata', 'labels', 'namespace', '__proto__', '', 'a"b', '}', '\\'), fc.string())
const ascii = fc.stringMatching(/^[ -~]*$/)
const anything = fc.jsonValue({ maxDepth: 3 })
const metadata = fc
  .tuple(
    fc.dictionary(key, anything, { noNullPrototype: true }),
    fc.record(
      {
        namespace: ascii,
        labels: fc.dictionary(ascii, ascii, { noNullPrototype: true }),
        ownerReferences: fc.array(fc.record({ uid: ascii })),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([others, own]) => shuffled({ ...without(others), ...own }))
const object = fc
  .tuple(fc.dictionary(key, anything, { noNullPrototype: true }), metadata)
  .map(([others, metadata]) => shuffled({ ...others, metadata }))

/** What the index would otherwise be of: the same members, with everything parsed. */
function parsed(json: string): Record<string, unknown> {
  const { metadata } = JSON.parse(json) as { metadata: Record<string, unknown> }
  return Object.fromEntries(MEMBERS.filter(m => Object.hasOwn(metadata, m)).map(m => [m, metadata[m]]))
}

const without = (o: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(o).filter(([k]) => !MEMBERS.includes(k)))

function shuffled<T extends object>(o: T): T {
  const entries = Object.entries(o)
  return Object.fromEntries(entries.sort(([a], [b]) => (a.length % 3) - (b.length % 3))) as T
}

describe('rawMetadata', () => {
  it('finds what parsing finds, or says that it cannot', () => {
    fc.assert(
      fc.property(object, fc.constantFrom(0, 1, '\t'), (value, spaces) => {
        const json = JSON.stringify(value, null, spaces)
        const found = rawMetadata(Buffer.from(json).toString('latin1'), MEMBERS)
        if (found) expect(found).toEqual(parsed(json))
      }),
      { numRuns: 1000 },
    )
  })

  it('finds it in what kubette writes', () => {
    const value = {
      apiVersion: 'v1',
      data: { metadata: '{"labels":{"no":"no"}}', '"metadata":{': '\\"' },
      metadata: {
        annotations: { a: '"labels":{"no":"no"}\\' },
        labels: { app: 'web' },
        name: 'é',
        namespace: 'default',
        ownerReferences: [{ uid: '1' }],
      },
      spec: { metadata: { labels: { no: 'no' } } },
    }
    const { labels, namespace, ownerReferences } = value.metadata
    const json = Buffer.from(JSON.stringify(value)).toString('latin1')
    expect(rawMetadata(json, MEMBERS)).toEqual({ labels, namespace, ownerReferences })
    expect(rawMetadata('{"metadata":{}}', MEMBERS)).toEqual({})
  })

  it.each([
    '{"metadata": {"labels":{"a":"b"}}}',
    '{"apiVersion":"v1", "metadata":{"labels":{"a":"b"}}}',
    '{ "metadata":{"labels":{"a":"b"}}}',
    '{"metadata":{"name":"x", "labels":{"a":"b"}}}',
    '{"metadata":{"labels" :{"a":"b"}}}',
    '{"meta\\u0064ata":{"labels":{"a":"b"}}}',
    '{"metadata":{"l\\u0061bels":{"a":"b"}}}',
    '{"metadata":null}',
    '{}',
    '',
  ])('leaves %s to a parser', json => {
    expect(rawMetadata(json, MEMBERS)).toBeUndefined()
  })
})
