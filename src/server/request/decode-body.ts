import { badRequest, StatusError } from '../../apimachinery/status.ts'

const YAML_TYPES = new Set(['application/yaml', 'application/apply-patch+yaml'])
const PROTOBUF = 'application/vnd.kubernetes.protobuf'
const ACCEPTED = ['application/json', 'application/yaml', PROTOBUF]
/** Far more than any object has, and far less than what a recursive function can follow. */
const MAX_DEPTH = 1000

/**
 * What a body holds. `mediaType` is that of its Content-Type, '' for none; patches are told apart by it further down. Throws StatusError for
 * what cannot be read; undefined for an empty body.
 */
export async function decodeBody(bytes: Buffer, mediaType: string): Promise<unknown> {
  if (bytes.length === 0) return undefined
  if (mediaType === PROTOBUF) return (await import('./protobuf.ts')).decodeProtobuf(bytes)
  const text = bytes.toString('utf8')
  if (YAML_TYPES.has(mediaType)) return decodeYaml(text)
  if (mediaType !== '' && mediaType !== 'application/json' && !mediaType.endsWith('+json'))
    throw new StatusError(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: ${ACCEPTED.join(', ')}`,
    )
  if (isTooDeep(bytes)) throw badRequest('the body of the request is nested too deeply')
  try {
    return JSON.parse(text)
  } catch (error) {
    throw badRequest(`the body of the request is not JSON: ${(error as Error).message}`)
  }
}

async function decodeYaml(text: string): Promise<unknown> {
  const { parseDocument } = await import('yaml')
  const document = parseDocument(text, { version: '1.1', merge: true, logLevel: 'silent' })
  const [problem] = document.errors
  if (problem) throw badRequest(`error converting YAML to JSON: ${problem.message.split('\n')[0]}`)
  try {
    // what is left afterwards is JSON, and nothing is there twice
    return JSON.parse(JSON.stringify(document.toJS()))
  } catch (error) {
    throw badRequest(`error converting YAML to JSON: ${(error as Error).message}`)
  }
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
