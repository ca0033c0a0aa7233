import { type GroupVersionKind, groupVersion } from '../../api/object.ts'
import type { SchemaNode } from './schema-node.ts'
import { wordWrap } from './word-wrap.ts'

const SHOWN_ENUM_VALUES = 4

/** Why a field cannot be explained; `printed` is what kubectl has already written to its output by then. */
export class ExplainError extends Error {
  constructor(
    message: string,
    readonly printed: string,
  ) {
    super(message)
    this.name = 'ExplainError'
  }
}

/**
 * The text of `kubectl explain`: of a kind, or of the field at `path` below it. With `recursive` the fields of fields are
 * listed too, without their descriptions. Throws an ExplainError for a field that there is none of.
 */
export function explain(
  { group, version, kind }: GroupVersionKind,
  schema: SchemaNode | undefined,
  path: readonly string[] = [],
  recursive = false,
): string {
  const header = `${group === '' ? '' : `GROUP:      ${group}\n`}KIND:       ${kind}\nVERSION:    ${version}\n\n`
  if (!schema) {
    const gvk = `${groupVersion(group, version)}, Kind=${kind}`
    throw new ExplainError(`error: GVK ${gvk} not found in OpenAPI schema`, header)
  }
  const found = find(schema, path)
  if (!found) throw new ExplainError(`error: field "${path.at(-1)}" does not exist`, header)
  const name = path.at(-1)
  const field = name === undefined ? '' : `FIELD: ${name} <${typeGuess(found)}>\n${enumText(found, enumLongForm)}\n\n`
  return `${header}${field}${body(found, recursive)}\n`
}

/** Follows a path; lists and maps are gone through to what they hold. */
function find(schema: SchemaNode, path: readonly string[]): SchemaNode | undefined {
  const [first, ...rest] = path
  if (first === undefined) return schema
  const property = schema.properties?.().get(first)
  if (property) return find(property, rest)
  const inner = schema.items?.() ?? schema.values?.()
  return inner && find(inner, path)
}

function body(schema: SchemaNode, recursive: boolean): string {
  const lines = descriptions(schema).map(text => `${wrap(text, 76)}\n`)
  const description = lines.join('') || '<empty>'
  const docs = externalDocs(schema, 0)
  const fields = fieldList(schema, 1, recursive, new Set())
  return `DESCRIPTION:\n${indent(description, 4)}\n${docs && `\n${docs}`}${fields && `FIELDS:\n${fields}`}`
}

/** The descriptions of a field, of its type and of those that it holds, one after the other. */
function descriptions({ description, items, values, refersTo }: SchemaNode): string[] {
  const inner = [refersTo, ...(refersTo ? [] : [items, values])].flatMap(read => (read ? descriptions(read()) : []))
  return [...(description ? [description] : []), ...inner]
}

function externalDocs({ externalDocs }: SchemaNode, spaces: number): string {
  if (!externalDocs) return ''
  const { description, url } = externalDocs
  const text = description ? `${indent(wrap(description, 76 - spaces), spaces + 4)}\n` : ''
  return `${indent('EXTERNAL DOCS:', spaces)}\n${text}${url ? `${indent(`URL: ${url}`, spaces + 4)}\n` : ''}`
}

/** The fields of a type and of what it holds; nothing for a type that is already being listed (JSONSchemaProps). */
function fieldList(schema: SchemaNode, level: number, recursive: boolean, listed: ReadonlySet<string>): string {
  if (schema.id !== undefined && listed.has(schema.id)) return ''
  const within = schema.id === undefined ? listed : new Set([...listed, schema.id])
  const properties = [...(schema.properties?.() ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))
  const fields = properties.map(([name, field]) => {
    const required = schema.required?.has(name) === true
    const detail = fieldDetail(name, field, required, level * 2, recursive)
    return recursive ? detail + fieldList(field, level + 1, true, within) : detail
  })
  const inner = [schema.items, schema.values].map(read => (read ? fieldList(read(), level, recursive, within) : ''))
  return [...fields, ...inner].join('')
}

function fieldDetail(name: string, field: SchemaNode, required: boolean, spaces: number, short: boolean): string {
  const line = `${indent(name, spaces)}\t<${typeGuess(field)}>${required ? ' -required-' : ''}`
  const head = `${line}${enumText(field, values => enumShortForm(values, spaces))}\n`
  if (short) return head
  const description = indent(wrap(field.description || '<no description>', 78 - spaces), spaces + 2)
  const docs = externalDocs(field, spaces + 2)
  return `${head}${description}\n${docs && `\n${docs}`}\n`
}

/** A type in short: `string`, `Object`, `[]Container`, `map[string]Quantity`. */
function typeGuess({ items, values, name, type }: SchemaNode): string {
  if (items) return `[]${typeGuess(items())}`
  if (values) return `map[string]${typeGuess(values())}`
  if (name !== undefined) return name
  return type === undefined || type === '' || type === 'object' ? 'Object' : type
}

function enumText(schema: SchemaNode, form: (values: readonly string[]) => string): string {
  return schema.enum?.length ? form(schema.enum.map(value => (value === '' ? '""' : String(value)))) : ''
}

const enumLongForm = (values: readonly string[]): string => `ENUM:${values.map(value => `\n    ${value}`).join('')}`

function enumShortForm(values: readonly string[], spaces: number): string {
  const more = values.length > SHOWN_ENUM_VALUES ? ', ....' : ''
  return `\n${' '.repeat(spaces)}enum: ${values.slice(0, SHOWN_ENUM_VALUES).join(', ')}${more}`
}

const wrap = (text: string, width: number): string =>
  text
    .split('\n')
    .map(line => wordWrap(line, width))
    .join('\n')

function indent(text: string, spaces: number): string {
  const padding = ' '.repeat(spaces)
  return padding + text.replaceAll('\n', `\n${padding}`)
}
