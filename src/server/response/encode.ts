import type { KubeObject } from '../../api/object.ts'

/** The JSON of stored objects, which never change: each is written once, however often it is asked for. */
const known = new WeakMap<object, Buffer>()

const COMMA = Buffer.from(',')
const LIST_END = Buffer.from(']}\n')

/** What Go's encoder does not leave in JSON as it is. */
const HTML = /[<>&\u2028\u2029]/
const ALL_HTML = new RegExp(HTML, 'g')

/** An answer's body as the API server writes it, with a newline at the end, in pieces; `pretty` is for people. */
export function encodeJson(body: unknown, pretty: boolean): Buffer[] {
  if (pretty) return [line(body, 2)]
  if (isList(body)) return encodeList(body)
  return [isStored(body) ? stored(body) : line(body)]
}

/** One line of JSON. */
export function line(value: unknown, indent?: number): Buffer {
  return Buffer.from(`${escaped(JSON.stringify(value, null, indent))}\n`)
}

function stored(object: KubeObject): Buffer {
  let bytes = known.get(object)
  if (!bytes) {
    bytes = line(object)
    known.set(object, bytes)
  }
  return bytes
}

function encodeList({ items, ...rest }: { items: readonly KubeObject[] }): Buffer[] {
  const head = escaped(JSON.stringify(rest))
  const pieces: Buffer[] = [Buffer.from(`${head.slice(0, -1)},"items":[`)]
  for (const item of items) {
    if (pieces.length > 1) pieces.push(COMMA)
    const bytes = isStored(item) ? stored(item) : line(item)
    pieces.push(bytes.subarray(0, bytes.length - 1))
  }
  pieces.push(LIST_END)
  return pieces
}

function isList(body: unknown): body is { kind: string; items: KubeObject[] } {
  const { kind, items } = (body ?? {}) as { kind?: unknown; items?: unknown }
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)
}

/** Whether something is an object as it lies in the store: it has an identity and a version. */
function isStored(body: unknown): body is KubeObject {
  const metadata = (body as KubeObject | null)?.metadata
  return metadata?.uid !== undefined && metadata.resourceVersion !== undefined
}

function escaped(json: string): string {
  if (!HTML.test(json)) return json
  return json.replace(ALL_HTML, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
