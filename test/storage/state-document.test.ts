import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StateFileError } from '../../src/storage/errors.ts'
import { StateDocument, type StateText } from '../../src/storage/state-document.ts'
import { keyOrder } from '../../src/storage/state-keys.ts'
import { keyArbitrary, valueArbitrary } from './keys.ts'

const HEADER = { format: 1, resourceVersion: 7, wake: 0 }
const reread = (document: StateDocument) => StateDocument.parse(document.toBytes(), 'state.json')
/** What `eachPiece` gives, of which every piece may be overwritten as soon as it has been taken. */
function textOf(text: StateText): string {
  let all = ''
  text.eachPiece(piece => {
    all += piece.toString('latin1')
  })
  return all
}
const entries = (document: StateDocument) =>
  Array.from({ length: document.size }, (_, i) => [document.key(i), document.value(i)] as const)
const inOrder = (model: ReadonlyMap<string, object>) => [...model].sort(([a], [b]) => keyOrder(a, b))

describe('StateDocument', () => {
  it('is a map of keys to objects through any sequence of changes', () => {
    const changes = fc.array(
      fc.array(fc.tuple(keyArbitrary, fc.option(valueArbitrary, { freq: 4 })), { maxLength: 12 }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(changes, keyArbitrary, (batches, other) => {
        const model = new Map<string, object>()
        let document = StateDocument.empty()
        for (const batch of batches) {
          const changed = new Map(batch)
          const text = textOf(document.changed(changed, HEADER))
          document = document.with(changed, HEADER)
          expect(text).toBe(document.toBytes().toString('latin1'))
          for (const [key, value] of changed) value ? model.set(key, value) : model.delete(key)
          expect(entries(document)).toEqual(inOrder(model))
        }
        if (batches.length === 0) return
        const again = reread(document)
        expect(entries(again)).toEqual(inOrder(model))
        expect(again.header).toEqual(HEADER)
        for (const [key, value] of model) expect(again.value(again.find(key))).toEqual(value)
        if (!model.has(other)) expect(again.find(other)).toBe(-1)
        for (const prefix of ['/registry/pods/', '/registry/pods/a/', '/registry/', '/kubette/', '/none/', '/']) {
          const { from, to } = again.range(prefix)
          const found = entries(again).slice(from, to)
          expect(found.map(([key]) => key)).toEqual(
            inOrder(model)
              .map(([key]) => key)
              .filter(key => key.startsWith(prefix)),
          )
        }
      }),
      { numRuns: 300 },
    )
  })

  it('is one JSON document with one object a line', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(keyArbitrary, valueArbitrary), { maxLength: 10 }), list => {
        const model = new Map(list)
        const text = StateDocument.empty().with(model, HEADER).toBytes().toString()
        const { objects, ...header } = JSON.parse(text) as { objects: Record<string, object> }
        expect(header).toEqual(HEADER)
        expect(new Map(Object.entries(objects))).toEqual(model)
        const lines = text.split('\n')
        expect(lines.length).toBe(model.size + 3)
        for (const line of lines.slice(1, -2)) expect(() => JSON.parse(`{${line.replace(/,$/, '')}}`)).not.toThrow()
      }),
    )
  })

  it('can be empty', () => {
    for (const document of [StateDocument.empty(), StateDocument.empty().with(new Map([['/a', null]]), HEADER)]) {
      expect(entries(reread(document))).toEqual([])
      expect(reread(document).header).toEqual(document.header)
    }
  })

  it('finds the lines of a range that contain a text', () => {
    const values = ['x', 'labels', 'y', 'labels labels', 'z', 'labels']
    const document = reread(StateDocument.empty().with(new Map(values.map((text, i) => [`/a/${i}`, { text }])), HEADER))
    expect(document.linesWith('labels', 0, 6)).toEqual([1, 3, 5])
    expect(document.linesWith('labels', 2, 5)).toEqual([3])
    for (const from of [0, 2, 4, 6]) expect(document.linesWith('labels', from, from + (from === 6 ? 0 : 1))).toEqual([])
    expect(document.linesWith('labels', 5, 6)).toEqual([5])
  })

  it('copies unchanged lines as the bytes that they are', () => {
    const line = '"/registry/pods/a/b":{"written": "by hand",  "n": 1e2}'
    const bytes = Buffer.from(`{"format":1,"resourceVersion":7,"wake":0,"objects":{\n${line}\n}}\n`)
    const document = StateDocument.parse(bytes, 'state.json').with(new Map([['/registry/pods/a/c', { x: 1 }]]), HEADER)
    expect(document.toBytes().toString().split('\n')[1]).toBe(`${line},`)
  })

  it('reads other layouts of the same JSON', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(keyArbitrary, valueArbitrary), { maxLength: 10 }), list => {
        const document = StateDocument.empty().with(new Map(list), HEADER)
        const text = document.toBytes().toString()
        for (const other of [
          JSON.stringify(JSON.parse(text), null, 2),
          JSON.stringify(JSON.parse(text)),
          text.replaceAll('\n', '\r\n'),
        ]) {
          const read = StateDocument.parse(Buffer.from(other), 'state.json')
          expect(entries(read)).toEqual(entries(document))
          expect(read.header).toEqual(HEADER)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('finds every line of a file whose lines somebody moved', () => {
    const text = [
      '{"format":1,"resourceVersion":7,"wake":0,"objects":{',
      '"/b/2":{"n":2},',
      '"/a/1":{"n":1},',
      '"/c/3":{"n":3}',
      '}}',
      '',
    ]
    const document = StateDocument.parse(Buffer.from(text.join('\n')), 'state.json')
    for (const [i, key] of ['/a/1', '/b/2', '/c/3'].entries())
      expect(document.value(document.find(key))).toEqual({ n: i + 1 })
  })

  it('refuses a document cut off anywhere', () => {
    const model = new Map(['/registry/a/1', '/registry/a/2', '/kubette/é'].map((key, n) => [key, { n, text: '}}\n' }]))
    const bytes = StateDocument.empty().with(model, HEADER).toBytes()
    for (let length = 0; length < bytes.length; length++)
      expect(() => StateDocument.parse(bytes.subarray(0, length), '/tmp/s.json').checkAll(), `at ${length}`).toThrow(
        /^the state file \/tmp\/s\.json is damaged: .*; restore it from a copy, or move it away/,
      )
  })

  it.each([
    ['', 'it is empty'],
    ['null', 'it is not a kubette state file'],
    ['[]', 'it is not a kubette state file'],
    ['{}', 'it is not a kubette state file'],
    ['{"format":1,"resourceVersion":"1","objects":{}}', 'it is not a kubette state file'],
    ['{"format":1,"resourceVersion":1,"objects":[]}', 'it has no objects'],
    ['{"format":1,"resourceVersion":1,"objects":{"/a":1}}', '/a is not an object'],
    ['{"format":1,"resourceVersion":1,"wake":0,"objects":{\n"/a":[]\n}}\n', 'line 2 (/a) is not an object'],
    ['{"format":1,"resourceVersion":1,"wake":0,"objects":{\n"/a":{"b"}\n}}\n', 'line 2 (/a) is not valid JSON'],
    ['{"format":1,"resourceVersion":1,"wake":0,"objects":{\n"/a"\n}}\n', 'line 2 does not begin with a key'],
    ['{"format":1,"resourceVersion":1,"wake":0,"objects":{\n{}\n}}\n', 'it is not valid JSON from line 2 on'],
    ['\u0000\u0001\u0002', 'it is not valid JSON'],
  ])('says what is wrong with %j', (text, what) => {
    const read = () => StateDocument.parse(Buffer.from(text), 's.json').checkAll()
    expect(read).toThrow(StateFileError)
    expect(read).toThrow(`the state file s.json is damaged: ${what}; restore`)
  })

  it('refuses a newer format', () => {
    for (const text of [
      '{"format":2,"resourceVersion":1,"wake":0,"objects":{\n}}\n',
      '{"format":2,"resourceVersion":1}',
    ])
      expect(() => StateDocument.parse(Buffer.from(text), 's.json')).toThrow(
        /^the state file s\.json has format 2, .*newer kubette/,
      )
  })
})
