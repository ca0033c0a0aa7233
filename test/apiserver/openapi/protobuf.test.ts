import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MessageWriter } from '../../../src/apiserver/openapi/protobuf.ts'
import { encodeOpenApiV2, V2_PROTOBUF } from '../../../src/apiserver/openapi/v2-protobuf.ts'
import { TestCluster } from '../authorization/cluster.ts'

/** The fields of a message, by number. */
function fieldsOf(bytes: Buffer): Map<number, (bigint | Buffer)[]> {
  const fields = new Map<number, (bigint | Buffer)[]>()
  let at = 0
  const varint = () => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++]!
      value |= BigInt(byte & 127) << shift
      if (byte < 128) return value
    }
  }
  while (at < bytes.length) {
    const tag = Number(varint())
    const length = (tag & 7) === 0 ? undefined : (tag & 7) === 1 ? 8 : Number(varint())
    const value = length === undefined ? varint() : bytes.subarray(at, at + length)
    at += length ?? 0
    fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value])
  }
  return fields
}

const text = (value: bigint | Buffer | undefined) => String(value)
const inner = (bytes: Buffer, ...path: number[]): Buffer =>
  path.reduce((message, field) => fieldsOf(message).get(field)![0] as Buffer, bytes)

test('what is written is read again', () => {
  const check = (whole: number, words: string, fraction: number) => {
    const fields = fieldsOf(new MessageWriter().int64(1, whole).string(99, words).double(3, fraction).toBytes())
    if (whole !== 0) expect(BigInt.asIntN(64, fields.get(1)![0] as bigint)).toBe(BigInt(whole))
    expect(text(fields.get(99)![0])).toBe(Buffer.from(words).toString())
    if (fraction !== 0) expect((fields.get(3)![0] as Buffer).readDoubleLE()).toBe(fraction)
  }
  fc.assert(fc.property(fc.maxSafeInteger(), fc.string({ minLength: 1 }), fc.double({ noNaN: true }), check))
})

test('a definition with its extensions', () => {
  const definition = { type: 'object', required: ['a', 'b'], 'x-kubernetes-map-type': 'atomic' }
  const bytes = encodeOpenApiV2({ swagger: '2.0', info: {}, paths: {}, definitions: { Thing: definition } })
  const named = inner(bytes, 9, 1)
  expect(text(fieldsOf(named).get(1)![0])).toBe('Thing')
  const schema = inner(named, 2)
  expect(fieldsOf(schema).get(19)!.map(text)).toEqual(['a', 'b'])
  expect(text(inner(schema, 22, 1))).toBe('object')
  expect(text(inner(schema, 31, 1))).toBe('x-kubernetes-map-type')
  expect(text(inner(schema, 31, 2, 2))).toBe('"atomic"\n')
})

test('the whole API is there for those who take nothing else', async () => {
  using cluster = new TestCluster()
  const accept = V2_PROTOBUF
  const bytes = (await cluster.ask('GET', '/openapi/v2', undefined, { accept })) as Buffer
  const json = JSON.parse((await cluster.ask('GET', '/openapi/v2')) as string) as { paths: object; definitions: object }
  const document = fieldsOf(bytes)
  expect(text(document.get(1)![0])).toBe('2.0')
  expect(fieldsOf(inner(bytes, 8)).get(2)).toHaveLength(Object.keys(json.paths).length)
  expect(fieldsOf(inner(bytes, 9)).get(1)).toHaveLength(Object.keys(json.definitions).length)
})
