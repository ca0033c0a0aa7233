import type { KubeObject } from '../../api/object.ts'

/** The JSON of stored objects, which never change: each is written once, however often it is asked for. */
const known = new WeakMap<object, Buffer>()

const NEWLINE = Buffer.from('\n')
const COMMA = Buffer.from(',')
const LIST_END = Buffer.from(']}\n')

/** What Go's encoder does not leave in JSON as it is. */
const HTML = /[<>&\u2028\u2029]/
const ALL_HTML = new RegExp(HTML, 'g')

/** An answer's body as the API server writes it, with a newline at the end; `pretty` is for people. */
export function encodeJson(body: unknown, pretty: boolean): Buffer {
  if (pretty) return Buffer.from(`${escaped(JSON.stringify(body, null, 2))}\n`)
  if (isList(body)) return encodeList(body)
  if (isStored(body)) return stored(body, true)
  return Buffer.from(`${escaped(JSON.stringify(body))}\n`)
}

/** A stored object, with or without the newline. Both share their bytes. */
function stored(object: KubeObject, newline: boolean): Buffer {
  let bytes = known.get(object)
  if (!bytes) {
    bytes = Buffer.from(`${escaped(JSON.stringify(object))}\n`)
    known.set(object, bytes)
  }
  return newline ? bytes : bytes.subarray(0, bytes.length - NEWLINE.length)
}

function encodeList(list: { items: readonly KubeObject[] }): Buffer {
  const { items, ...rest } = list
  const head = escaped(JSON.stringify(rest))
  const pieces: Buffer[] = [Buffer.from(`${head.slice(0, -1)},"items":[`)]
  for (const [i, item] of items.entries()) {
    if (i > 0) pieces.push(COMMA)
    pieces.push(isStored(item) ? stored(item, false) : Buffer.from(escaped(JSON.stringify(item))))
  }
  pieces.push(LIST_END)
  return Buffer.concat(pieces)
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
