import { formatTime } from '../../../apimachinery/time.ts'
import { isTooDeep } from '../nesting.ts'
import { type Message, parseMessage } from './messages.ts'
import { ProtobufError } from './reader.ts'

/** A message whose JSON is not an object of its fields. */
export interface Special {
  message: Message
  /** The JSON of what the message's fields hold; undefined for null. */
  json(fields: Record<string, unknown>): unknown
}

const special = (fields: string, json: Special['json']): Special => ({ message: parseMessage(fields), json })

/** The special messages by their letters. */
export const SPECIALS: ReadonlyMap<string, Special> = new Map([
  ['q', special('1 string s', ({ string = '0' }) => string)],
  ['n', special('1 type l\n2 intVal i\n3 strVal s', intOrString)],
  ['t', special('1 seconds l\n2 nanos i', time)],
  ['m', special('1 seconds l\n2 nanos i', microTime)],
  ['o', special('1 raw r', ({ raw }) => rawJson(raw as Buffer | undefined))],
  ['x', special('1 items []s', ({ items = [] }) => items)],
  [
    'A',
    special(
      '1 schema JSONSchemaProps\n2 jSONSchemas []JSONSchemaProps',
      ({ schema, jSONSchemas }) => jSONSchemas ?? schema,
    ),
  ],
  ['B', special('1 allows b\n2 schema JSONSchemaProps', ({ allows = false, schema }) => schema ?? allows)],
  ['S', special('1 schema JSONSchemaProps\n2 property []s', ({ schema, property }) => property ?? schema)],
])

function intOrString({ type = 0, intVal = 0, strVal = '' }: Record<string, unknown>): unknown {
  if (type === 0) return intVal
  if (type === 1) return strVal
  throw new ProtobufError('impossible IntOrString.Type')
}

function time({ seconds, nanos }: Record<string, unknown>): string | undefined {
  if (seconds === undefined && nanos === undefined) return undefined
  return formatTime(dateOf((seconds as number | undefined) ?? 0))
}

function microTime({ seconds, nanos }: Record<string, unknown>): string | undefined {
  if (seconds === undefined && nanos === undefined) return undefined
  const all = Math.trunc(((nanos as number | undefined) ?? 0) / 1000)
  const carried = Math.floor(all / 1e6)
  const text = formatTime(dateOf(((seconds as number | undefined) ?? 0) + carried))
  return `${text.slice(0, -1)}.${String(all - carried * 1e6).padStart(6, '0')}Z`
}

function dateOf(seconds: number): Date {
  const date = new Date(seconds * 1000)
  const year = date.getUTCFullYear()
  if (!(year >= 0 && year <= 9999)) throw new ProtobufError('Time.MarshalJSON: year outside of range [0,9999]')
  return date
}

function rawJson(raw: Buffer | undefined): unknown {
  if (raw === undefined || raw.length === 0) return undefined
  if (isTooDeep(raw)) throw new ProtobufError('raw JSON is nested too deeply')
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch (error) {
    throw new ProtobufError((error as Error).message)
  }
}
