import type { Document, LineCounter } from 'yaml'
import { badRequest, StatusError } from '../../apimachinery/status.ts'
import { JsonSyntaxError, parseJsonText } from '../../schema/json-text.ts'

const YAML_TYPES = new Set(['application/yaml', 'application/apply-patch+yaml'])
const PROTOBUF = 'application/vnd.kubernetes.protobuf'
const ACCEPTED = ['application/json', 'application/yaml', PROTOBUF]
/** Far more than any object has, and far less than what a recursive function can follow. */
const MAX_DEPTH = 1000

/** What a body holds, and what its text has twice: `duplicate field "…"` each, or YAML's error. */
export interface DecodedBody {
  body: unknown
  duplicates?: readonly string[]
}

/**
 * Reads a body. `mediaType` is that of its Content-Type, '' for none; patches are told apart by it further down, where those that are not
 * known are refused. Throws StatusError for what cannot be read; the body is undefined where there is none.
 */
export async function decodeBody(bytes: Buffer, mediaType: string, isPatch: boolean): Promise<DecodedBody> {
  if (bytes.length === 0) return { body: undefined }
  if (mediaType === PROTOBUF) return { body: await (await import('./protobuf.ts')).decodeProtobuf(bytes) }
  const text = bytes.toString('utf8')
  if (YAML_TYPES.has(mediaType)) return decodeYaml(text)
  if (mediaType !== '' && mediaType !== 'application/json' && !mediaType.endsWith('+json')) {
    if (isPatch) return { body: undefined }
    throw new StatusError(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: ${ACCEPTED.join(', ')}`,
    )
  }
  if (isTooDeep(bytes)) throw badRequest('the body of the request is nested too deeply')
  try {
    const { value, duplicates } = parseJsonText(text)
    return { body: value, duplicates }
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw badRequest(error.message)
    throw badRequest(`the body of the request is not JSON: ${(error as Error).message}`)
  }
}

async function decodeYaml(text: string): Promise<DecodedBody> {
  const { parseDocument, LineCounter } = await import('yaml')
  const lineCounter = new LineCounter()
  const document = parseDocument(text, {
    version: '1.1',
    merge: true,
    logLevel: 'silent',
    lineCounter,
    uniqueKeys: false,
  })
  const [problem] = document.errors
  if (problem) throw badRequest(`error converting YAML to JSON: ${problem.message.split('\n')[0]}`)
  try {
    // what is left afterwards is JSON, and nothing is there twice
    const body: unknown = JSON.parse(JSON.stringify(document.toJS()))
    return { body, duplicates: await yamlDuplicates(document, lineCounter) }
  } catch (error) {
    throw badRequest(`error converting YAML to JSON: ${(error as Error).message}`)
  }
}

/** What go-yaml says of keys that a mapping has twice: one error for all, a line each. */
async function yamlDuplicates(document: Document, lines: LineCounter): Promise<string[]> {
  const { isScalar, visit } = await import('yaml')
  const found: string[] = []
  visit(document, {
    Map(_, { items }) {
      const keys = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        const line = key.range ? lines.linePos(key.range[0]).line : 0
        if (keys.has(key.value)) found.push(`  line ${line}: key ${JSON.stringify(key.value)} already set in map`)
        keys.add(key.value)
      }
    },
  })
  return found.length ? [`yaml: unmarshal errors:\n${found.join('\n')}`] : []
}

const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, QUOTE, BACKSLASH] = [...'{}[]"\\'].map(c =>
  c.charCodeAt(0),
)

/** Whether JSON holds things within things within things … to no end. */
function isTooDeep(bytes: Buffer): boolean {
  if (bytes.length <= MAX_DEPTH) return false
  let depth = 0
  let inString = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    if (inString) {
      if (byte === BACKSLASH) i++
      else if (byte === QUOTE) inString = false
    } else if (byte === QUOTE) inString = true
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (++depth > MAX_DEPTH) return true
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--
  }
  return false
}
