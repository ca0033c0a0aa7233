import { readGenerated } from '../../../api/generated.ts'

/** A field of a message, as it is on the wire and in JSON. */
export interface MessageField {
  /** Its name in JSON; '*' for a struct whose fields are those of the one that it is in. */
  name: string
  holds: 'one' | 'list' | 'map'
  /**
   * What it (or its items, or its values) is: a letter, or a message's name. b bool, i int32, l int64, d double, s string, y bytes, r bytes that
   * stay bytes; the others are messages with a JSON of their own, see special.ts.
   */
  type: string
  /** Whether its zero value is not in the JSON: "omitempty" of what is no pointer. */
  omitZero: boolean
}

/** The fields of a message by their numbers. */
export type Message = ReadonlyMap<number, MessageField>

/** protobuf.json as scripts/generate/protobuf.mjs writes it. */
interface ProtobufData {
  /** "apps/v1/Deployment" → "Deployment". */
  readonly kinds: Record<string, string>
  /** Lines of "number name type" with "[]" or "{}" before the type of items or values, and "?" behind that of a field without its zero. */
  readonly types: Record<string, string>
}

let data: ProtobufData | undefined
const messages = new Map<string, Message>()

const protobufData = (): ProtobufData => {
  data ??= readGenerated('protobuf.json') as ProtobufData
  return data
}

/** The message of a kind's objects; undefined for a kind that is not built in or that no client sends. */
export function messageOf(apiVersion: string, kind: string): Message | undefined {
  const { kinds } = protobufData()
  // registered in every group and version
  const key = kind === 'DeleteOptions' ? 'v1/DeleteOptions' : `${apiVersion}/${kind}`
  return Object.hasOwn(kinds, key) ? messageNamed(kinds[key]!) : undefined
}

/** A message by its name in protobuf.json. */
export function messageNamed(name: string): Message {
  const known = messages.get(name)
  if (known) return known
  const message = parseMessage(protobufData().types[name]!)
  messages.set(name, message)
  return message
}

/** The fields of a message by their numbers, from the text that scripts/generate writes: a line for each field. */
export function parseMessage(text: string): Message {
  if (text === '') return new Map()
  return new Map(text.split('\n').map(parseField))
}

function parseField(line: string): [number, MessageField] {
  const [number = '', name = '', text = ''] = line.split(' ')
  const holds = text.startsWith('[]') ? 'list' : text.startsWith('{}') ? 'map' : 'one'
  const omitZero = text.endsWith('?')
  const type = text.slice(holds === 'one' ? 0 : 2, omitZero ? -1 : undefined)
  return [Number(number), { name, holds, type, omitZero }]
}
