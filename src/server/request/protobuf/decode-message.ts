import { type JsonObject, setOwn } from '../../../schema/json-value.ts'
import { type Message, type MessageField, messageNamed } from './messages.ts'
import { ProtobufError, Wire, type WireReader } from './reader.ts'
import { SPECIALS } from './special.ts'

/** How deep messages may be within messages: as deep as JSON. */
const MAX_DEPTH = 1000

interface Scalar {
  wire: number
  read(reader: WireReader): unknown
}

const SCALARS: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ['b', { wire: Wire.varint, read: reader => reader.bool() }],
  ['i', { wire: Wire.varint, read: reader => reader.int32() }],
  ['l', { wire: Wire.varint, read: reader => reader.int64() }],
  ['d', { wire: Wire.fixed64, read: readDouble }],
  ['s', { wire: Wire.bytes, read: reader => reader.text() }],
  ['y', { wire: Wire.bytes, read: reader => reader.slice().toString('base64') }],
  ['r', { wire: Wire.bytes, read: reader => reader.slice() }],
])

/**
 * The JSON that client-go would have sent instead of a message: zero values are left out where Go's JSON leaves them out, and so are unknown
 * fields. Throws ProtobufError.
 */
export function decodeMessage(reader: WireReader, message: Message): JsonObject {
  return decodeInto({}, reader, message, 0)
}

function decodeInto(into: JsonObject, reader: WireReader, message: Message, depth: number): JsonObject {
  if (depth > MAX_DEPTH) throw new ProtobufError('proto: messages are nested too deeply')
  while (!reader.done) {
    const { number, wire } = reader.tag()
    if (wire === Wire.endGroup) throw new ProtobufError('proto: wiretype end group for non-group')
    if (number <= 0) throw new ProtobufError(`proto: illegal tag ${number} (wire type ${wire})`)
    const field = message.get(number)
    if (field === undefined) reader.skip(wire)
    else if (field.holds === 'list') addItems(into, field, reader, wire, depth)
    else if (field.holds === 'map') addEntry(into, field, reader, wire, depth)
    else setField(into, field, reader, wire, depth)
  }
  return into
}

function setField(into: JsonObject, field: MessageField, reader: WireReader, wire: number, depth: number): void {
  const { name, type } = field
  if (name === '*') {
    requireWire(field, wire, Wire.bytes)
    decodeInto(into, reader.message(), messageNamed(type), depth + 1)
    return
  }
  const value = readValue(field, reader, wire, depth, into[name])
  if (field.omitZero && (value === '' || value === 0 || value === false)) delete into[name]
  else into[name] = value
}

function addItems(into: JsonObject, field: MessageField, reader: WireReader, wire: number, depth: number): void {
  into[field.name] ??= []
  const list = into[field.name] as unknown[]
  const scalar = SCALARS.get(field.type)
  if (scalar && scalar.wire !== Wire.bytes && wire === Wire.bytes)
    for (const packed = reader.message(); !packed.done; ) list.push(scalar.read(packed))
  else list.push(readValue(field, reader, wire, depth))
}

function addEntry(into: JsonObject, field: MessageField, reader: WireReader, wire: number, depth: number): void {
  requireWire(field, wire, Wire.bytes)
  const { type } = field
  const entry: Message = new Map<number, MessageField>([
    [1, { name: 'key', holds: 'one', type: 's', omitZero: false }],
    [2, { name: 'value', holds: 'one', type, omitZero: false }],
  ])
  const { key = '', value = zeroOf(type) } = decodeInto({}, reader.message(), entry, depth + 1)
  into[field.name] ??= {}
  setOwn(into[field.name] as JsonObject, key as string, value)
}

function readValue(field: MessageField, reader: WireReader, wire: number, depth: number, known?: unknown): unknown {
  const { type } = field
  const scalar = SCALARS.get(type)
  requireWire(field, wire, scalar ? scalar.wire : Wire.bytes)
  if (scalar) return scalar.read(reader)
  const special = SPECIALS.get(type)
  if (special) return special.json(decodeInto({}, reader.message(), special.message, depth + 1)) ?? null
  return decodeInto((known as JsonObject | undefined) ?? {}, reader.message(), messageNamed(type), depth + 1)
}

/** The value of a map's entry that has none. */
function zeroOf(type: string): unknown {
  if (type === 's') return ''
  if (type === 'y') return null
  const special = SPECIALS.get(type)
  return special ? (special.json({}) ?? null) : {}
}

function requireWire(field: MessageField, wire: number, wanted: number): void {
  if (wire !== wanted) throw new ProtobufError(`proto: wrong wireType = ${wire} for field ${field.name}`)
}

function readDouble(reader: WireReader): number {
  const value = reader.double()
  if (!Number.isFinite(value)) throw new ProtobufError(`json: unsupported value: ${value}`)
  return value
}
