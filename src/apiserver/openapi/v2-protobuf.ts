import type { OpenApiSchema } from '../../api/openapi.ts'
import { MessageWriter } from './protobuf.ts'

/** The media type of version 2 as clients ask for it: kubectl before 1.29 for everything, later ones for what version 3 does not tell. */
export const V2_PROTOBUF = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf'
/** The same as it is answered: an @ is no character of a media type. */
export const V2_PROTOBUF_ANSWER = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf'

interface Document {
  swagger: string
  info: { title: string; version: string }
  paths: Record<string, Record<string, unknown>>
  definitions: Record<string, OpenApiSchema>
}

interface Parameter {
  in: string
  name: string
  description?: string
  required?: boolean
  type?: string
  uniqueItems?: boolean
  schema?: OpenApiSchema
}

interface Operation {
  tags: string[]
  description: string
  operationId: string
  produces: string[]
  consumes: string[]
  schemes: string[]
  parameters?: Parameter[]
  responses: Record<string, { description: string; schema?: OpenApiSchema }>
}

/** A Swagger 2.0 document as gnostic's message openapi.v2.Document (OpenAPIv2.proto, where the numbers of the fields are from). */
export function encodeOpenApiV2(document: object): Buffer {
  const { swagger, info, paths, definitions } = document as Document
  return new MessageWriter()
    .string(1, swagger)
    .message(2, new MessageWriter().string(1, info.title).string(2, info.version))
    .message(8, named(2, paths, pathItem))
    .message(9, named(1, definitions, schema))
    .toBytes()
}

/** A map: a message that repeats a pair of a name and a value. */
function named<T>(
  field: number,
  values: Readonly<Record<string, T>>,
  encode: (value: T) => MessageWriter,
): MessageWriter {
  const writer = new MessageWriter()
  for (const [name, value] of Object.entries(values))
    writer.message(field, new MessageWriter().string(1, name).message(2, encode(value)))
  return writer
}

const METHODS = { get: 2, put: 3, post: 4, delete: 5, patch: 8 } as const

function pathItem(item: Record<string, unknown>): MessageWriter {
  const writer = new MessageWriter()
  for (const [method, field] of Object.entries(METHODS))
    if (item[method]) writer.message(field, operation(item[method] as Operation))
  for (const p of (item.parameters ?? []) as Parameter[]) writer.message(9, parameter(p))
  return writer
}

function operation(o: Operation): MessageWriter {
  const writer = new MessageWriter()
    .strings(1, o.tags)
    .string(3, o.description)
    .string(5, o.operationId)
    .strings(6, o.produces)
    .strings(7, o.consumes)
  for (const p of o.parameters ?? []) writer.message(8, parameter(p))
  return extensions(13, o, writer.message(9, named(1, o.responses, response)).strings(10, o.schemes))
}

function response({ description, schema: body }: { description: string; schema?: OpenApiSchema }): MessageWriter {
  const writer = new MessageWriter().string(1, description)
  if (body) writer.message(2, new MessageWriter().message(1, schema(body)))
  return new MessageWriter().message(1, writer)
}

function parameter(p: Parameter): MessageWriter {
  const own = new MessageWriter()
  if (p.in === 'body') {
    own.message(
      1,
      new MessageWriter()
        .string(1, p.description)
        .string(2, p.name)
        .string(3, p.in)
        .bool(4, p.required)
        .message(5, schema(p.schema!)),
    )
  } else {
    const [which, type, unique] = p.in === 'path' ? [4, 5, 19] : [3, 6, 20]
    const inner = new MessageWriter()
      .bool(1, p.required)
      .string(2, p.in)
      .string(3, p.description)
      .string(4, p.name)
      .string(type!, p.type)
      .bool(unique!, p.uniqueItems)
    own.message(2, new MessageWriter().message(which!, inner))
  }
  return new MessageWriter().message(1, own)
}

function schema(s: OpenApiSchema): MessageWriter {
  const number = (name: string) => (typeof s[name] === 'number' ? (s[name] as number) : undefined)
  const writer = new MessageWriter()
    .string(1, s.$ref)
    .string(2, s.format)
    .string(3, s.title as string | undefined)
    .string(4, s.description)
    .message(5, s.default === undefined ? undefined : any(s.default))
    .double(6, number('multipleOf'))
    .double(7, number('maximum'))
    .bool(8, s.exclusiveMaximum === true)
    .double(9, number('minimum'))
    .bool(10, s.exclusiveMinimum === true)
    .int64(11, number('maxLength'))
    .int64(12, number('minLength'))
    .string(13, s.pattern as string | undefined)
    .int64(14, number('maxItems'))
    .int64(15, number('minItems'))
    .bool(16, s.uniqueItems === true)
    .int64(17, number('maxProperties'))
    .int64(18, number('minProperties'))
    .strings(19, s.required)
  for (const value of s.enum ?? []) writer.message(20, any(value))
  const more = s.additionalProperties
  if (typeof more === 'object') writer.message(21, new MessageWriter().message(1, schema(more)))
  else if (more) writer.message(21, new MessageWriter().bool(2, true))
  if (s.type) writer.message(22, new MessageWriter().strings(1, [s.type]))
  if (s.items) writer.message(23, new MessageWriter().message(1, schema(s.items)))
  if (s.properties) writer.message(25, named(1, s.properties, schema))
  return extensions(31, s, writer)
}

function extensions(field: number, object: object, writer: MessageWriter): MessageWriter {
  for (const [name, value] of Object.entries(object))
    if (name.startsWith('x-')) writer.message(field, new MessageWriter().string(1, name).message(2, any(value)))
  return writer
}

/** Any value travels as YAML, which JSON is. */
const any = (value: unknown): MessageWriter => new MessageWriter().string(2, `${JSON.stringify(value)}\n`)
