import { readGenerated } from '../../api/generated.ts'
import { splitGroupVersion } from '../../api/object.ts'
import { badRequest } from '../../apimachinery/status.ts'
import { ProtobufReader, TruncatedProtobuf } from './protobuf-reader.ts'
import { isSpecialMessage, specialValue } from './protobuf-special.ts'

/** What every body in Protobuf begins with. */
const PREFIX = Buffer.from('k8s\0')
const MAX_DEPTH = 100

/** How the types of the API lie in Protobuf: by name, lines of "number field type" (see scripts/generate/protobuf.mjs). */
let messages: Record<string, string> | undefined

interface MessageField {
  /** '' for a message whose fields are its holder's. */
  name: string
  /** A letter for a scalar (s, b, i, d, y: bytes), "." and a name for a message. */
  type: string
  shape: 'single' | 'list' | 'map'
}

const known = new Map<string, ReadonlyMap<number, MessageField>>()

/**
 * An object of the API in Protobuf, as its JSON. What is zero is there too: reading by schema drops it. Throws BadRequest for what cannot be
 * read. Source: k8s.io/apimachinery/pkg/runtime/serializer/protobuf.
 */
export function decodeProtobuf(bytes: Buffer): Record<string, unknown> {
  if (!bytes.subarray(0, PREFIX.length).equals(PREFIX))
    throw badRequest('provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]')
  try {
    const envelope = message(bytes.subarray(PREFIX.length), 'runtime.Unknown', 0) as {
      typeMeta?: { apiVersion?: string; kind?: string }
      raw?: string
    }
    const { apiVersion = '', kind = '' } = envelope.typeMeta ?? {}
    const name = messageOf(apiVersion, kind)
    if (name === undefined) throw badRequest(`no kind "${kind}" is registered for version "${apiVersion}" in Protobuf`)
    return { apiVersion, kind, ...message(Buffer.from(envelope.raw ?? '', 'base64'), name, 0) }
  } catch (error) {
    if (error instanceof TruncatedProtobuf) throw badRequest('unexpected EOF')
    throw error
  }
}

/** Options are registered in every group, and are everywhere the same. */
function messageOf(apiVersion: string, kind: string): string | undefined {
  if (/^(Delete|Create|Update|Patch)Options$/.test(kind))
    return kind === 'DeleteOptions' ? 'meta.v1.DeleteOptions' : undefined
  const { group, version } = splitGroupVersion(apiVersion)
  const name = `${group.split('.')[0] || 'core'}.${version}.${kind}`
  messages ??= readGenerated('protobuf.json') as Record<string, string>
  return Object.hasOwn(messages, name) ? name : undefined
}

function fieldsOf(name: string): ReadonlyMap<number, MessageField> {
  let fields = known.get(name)
  if (!fields) {
    messages ??= readGenerated('protobuf.json') as Record<string, string>
    fields = new Map((messages[name] ?? '').split('\n').map(readField))
    known.set(name, fields)
  }
  return fields
}

function readField(text: string): [number, MessageField] {
  const [number, name = '', type = ''] = text.split(' ')
  const shape = type.startsWith('[]') ? 'list' : type.startsWith('{}') ? 'map' : 'single'
  return [Number(number), { name, type: shape === 'single' ? type : type.slice(2), shape }]
}

function message(bytes: Buffer, name: string, depth: number): Record<string, unknown> {
  if (depth > MAX_DEPTH) throw badRequest('the body of the request is nested too deeply')
  const fields = fieldsOf(name)
  const reader = new ProtobufReader(bytes)
  const object: Record<string, unknown> = {}
  while (!reader.done) {
    const { number, wire } = reader.tag()
    const field = fields.get(number)
    if (!field) {
      reader.skip(wire)
      continue
    }
    enter(object, field, reader, wire, depth)
  }
  return object
}

function enter(
  object: Record<string, unknown>,
  { name, type, shape }: MessageField,
  reader: ProtobufReader,
  wire: number,
  depth: number,
): void {
  if (shape === 'map') {
    const [key, value] = entry(reader.bytes(), type, depth)
    object[name] ??= {}
    // whatever a key is called, it is an own field
    Object.defineProperty(object[name], key, { value, enumerable: true, writable: true, configurable: true })
  } else if (shape === 'list') {
    object[name] ??= []
    const list = object[name] as unknown[]
    // numbers may come packed
    if (wire === 2 && (type === 'i' || type === 'b')) {
      const packed = new ProtobufReader(reader.bytes())
      while (!packed.done) list.push(scalar(packed, type))
    } else list.push(value(reader, type, depth))
  } else if (name === '') Object.assign(object, value(reader, type, depth))
  else object[name] = value(reader, type, depth)
}

function entry(bytes: Buffer, type: string, depth: number): [string, unknown] {
  const reader = new ProtobufReader(bytes)
  let key = ''
  let held: unknown = type === 's' || type === 'y' ? '' : undefined
  while (!reader.done) {
    const { number, wire } = reader.tag()
    if (number === 1) key = reader.bytes().toString('utf8')
    else if (number === 2) held = value(reader, type, depth)
    else reader.skip(wire)
  }
  return [key, held ?? (type.startsWith('.') ? ofMessage(Buffer.alloc(0), type.slice(1), depth) : 0)]
}

function value(reader: ProtobufReader, type: string, depth: number): unknown {
  return type.startsWith('.') ? ofMessage(reader.bytes(), type.slice(1), depth + 1) : scalar(reader, type)
}

function ofMessage(bytes: Buffer, name: string, depth: number): unknown {
  const fields = message(bytes, name, depth)
  return isSpecialMessage(name) ? specialValue(name, fields) : fields
}

function scalar(reader: ProtobufReader, type: string): unknown {
  switch (type) {
    case 's':
      return reader.bytes().toString('utf8')
    case 'y':
      return reader.bytes().toString('base64')
    case 'b':
      return reader.integer() !== 0
    case 'd':
      return reader.double()
    default:
      return reader.integer()
  }
}
