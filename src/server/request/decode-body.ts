import { NotJson } from '../../apimachinery/json/not-json.ts'
import { JsonSyntaxError } from '../../apimachinery/json/scanner.ts'
import { badRequest, StatusError } from '../../apimachinery/status.ts'
import { parseJsonText } from '../../schema/json-text.ts'
import { isTooDeep } from './nesting.ts'

const YAML_TYPES = new Set(['application/yaml', 'application/apply-patch+yaml'])
const PROTOBUF = 'application/vnd.kubernetes.protobuf'
const ACCEPTED = ['application/json', 'application/yaml', PROTOBUF]

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
  if (mediaType === PROTOBUF && !isPatch) return { body: (await import('./protobuf.ts')).decodeProtobuf(bytes) }
  const isYaml = YAML_TYPES.has(mediaType)
  if (!isYaml && mediaType !== '' && mediaType !== 'application/json' && !mediaType.endsWith('+json')) {
    if (isPatch) return { body: undefined }
    throw new StatusError(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: ${ACCEPTED.join(', ')}`,
    )
  }
  if (isTooDeep(bytes)) throw badRequest('the body of the request is nested too deeply')
  const text = bytes.toString('utf8')
  try {
    const { value, duplicates } = parseJsonText(text)
    if (!isYaml || duplicates.length === 0) return { body: value, duplicates }
  } catch (error) {
    if (!isYaml && error instanceof JsonSyntaxError && !isPatch) return { body: new NotJson(text, error.message) }
    if (!isYaml) throw badRequest(messageOf(error))
  }
  // what is JSON is YAML too, and was read in no time
  const { decodeYaml } = await import('./decode-yaml.ts')
  return decodeYaml(text)
}

function messageOf(error: unknown): string {
  if (error instanceof JsonSyntaxError) return error.message
  return `the body of the request is not JSON: ${(error as Error).message}`
}
