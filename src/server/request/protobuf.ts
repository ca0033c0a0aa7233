import { splitGroupVersion } from '../../api/object.ts'
import { badRequest } from '../../apimachinery/status.ts'
import { decodeMessage } from './protobuf/decode-message.ts'
import { messageOf, parseMessage } from './protobuf/messages.ts'
import { ProtobufError, WireReader } from './protobuf/reader.ts'

/** What a body in Kubernetes' Protocol Buffers starts with: "k8s" and a zero. */
const PREFIX = Buffer.from('k8s\0')

// runtime.Unknown with its runtime.TypeMeta
const UNKNOWN = parseMessage('1 typeMeta r\n2 raw r\n3 contentEncoding s\n4 contentType s')
const TYPE_META = parseMessage('1 apiVersion s\n2 kind s')

interface TypeMeta {
  apiVersion?: string
  kind?: string
}

/**
 * The JSON that a client would have sent instead of a body in Kubernetes' Protocol Buffers, with its apiVersion and kind. Throws BadRequest.
 * Source: apimachinery's runtime/serializer/protobuf, transformDecodeError.
 */
export function decodeProtobuf(body: Buffer): Record<string, unknown> {
  if (!body.subarray(0, PREFIX.length).equals(PREFIX))
    throw badRequest(
      `the object provided is unrecognized: provided data does not appear to be a protobuf message, expected prefix [${[...PREFIX].join(' ')}] (${summary(body)})`,
    )
  if (body.length === PREFIX.length)
    throw badRequest(`the object provided is unrecognized: empty body (${summary(body)})`)
  const { apiVersion, kind, raw } = readEnvelope(body)
  if (kind === '') throw badRequest(`Object 'Kind' is missing in '${body.toString('utf8')}'`)
  if (apiVersion === '') throw badRequest(`Object 'apiVersion' is missing in '${body.toString('utf8')}'`)
  const message = messageOf(apiVersion, kind)
  const refuse = (why: string) =>
    badRequest(`${kind} in version "${splitGroupVersion(apiVersion).version}" cannot be handled as a ${kind}: ${why}`)
  if (message === undefined)
    throw refuse(
      `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/api/legacyscheme/scheme.go:30"`,
    )
  try {
    return { kind, apiVersion, ...decodeMessage(new WireReader(raw), message) }
  } catch (error) {
    throw error instanceof ProtobufError ? refuse(error.message) : error
  }
}

function readEnvelope(body: Buffer): { apiVersion: string; kind: string; raw: Buffer } {
  try {
    const unknown = decodeMessage(new WireReader(body, PREFIX.length), UNKNOWN)
    const { typeMeta = Buffer.alloc(0), raw = Buffer.alloc(0) } = unknown as { typeMeta?: Buffer; raw?: Buffer }
    const { apiVersion = '', kind = '' } = decodeMessage(new WireReader(typeMeta), TYPE_META) as TypeMeta
    return { apiVersion, kind, raw }
  } catch (error) {
    if (!(error instanceof ProtobufError)) throw error
    throw badRequest(`the object provided is unrecognized: ${error.message} (${summary(body)})`)
  }
}

const SUMMARY = 30

/** The first bytes, as the API server shows what it cannot read. */
function summary(body: Buffer): string {
  const hex = body.toString('hex', 0, SUMMARY)
  return body.length > SUMMARY ? `${hex} ...` : hex
}
