import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ProtobufError, Wire, WireReader } from '../../../../src/server/request/protobuf/reader.ts'
import { varint } from './write.ts'

const read = (...bytes: number[]) => new WireReader(Buffer.from(bytes))

describe('WireReader', () => {
  it('reads integers of every length', () => {
    const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
    fc.assert(fc.property(int64, n => new WireReader(varint(n)).int64() === Number(n)))
    const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
    fc.assert(fc.property(int32, n => new WireReader(varint(BigInt(n))).int32() === n))
  })

  it.each([
    ['a varint that is cut off', () => read(0x80).int64(), 'unexpected EOF'],
    ['a varint of more than ten bytes', () => read(...Array(10).fill(0xff), 1).int64(), 'proto: integer overflow'],
    ['a text longer than what there is', () => read(5, 65).text(), 'unexpected EOF'],
    ['a message of a negative length', () => new WireReader(varint(-1n)).message(), 'proto: negative length found'],
    ['a double that is cut off', () => read(1, 2, 3).double(), 'unexpected EOF'],
    ['a wire type that there is not', () => read().skip(6), 'proto: illegal wireType 6'],
    ['the end of a group that was not begun', () => read().skip(Wire.endGroup), 'proto: unexpected end of group'],
    ['a group without an end', () => read(0x0b).skip(Wire.startGroup), 'unexpected EOF'],
  ])('refuses %s', (_, action, message) => {
    expect(action).toThrow(ProtobufError)
    expect(action).toThrow(message)
  })

  it('passes over groups within groups, however deep', () => {
    const depth = 1_000_000
    const reader = new WireReader(
      Buffer.concat([Buffer.alloc(depth, 0x0b), Buffer.alloc(depth + 1, 0x0c), Buffer.from([7])]),
    )
    reader.skip(Wire.startGroup)
    expect(reader.int64()).toBe(7)
  })

  it('does not read beyond the end of a message within', () => {
    const inner = read(1, 8, 9, 9).message()
    inner.tag()
    expect(() => inner.bool()).toThrow('unexpected EOF')
  })
})
