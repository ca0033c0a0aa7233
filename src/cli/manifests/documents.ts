import { readJson } from '../../apimachinery/json/read.ts'
import { JsonSyntaxError, UnexpectedEnd } from '../../apimachinery/json/scanner.ts'
import { CommandError } from '../errors.ts'
import { goJson } from './go-json.ts'
import { YamlError, yamlToJson } from './yaml.ts'

/** One document of a stream, as plain JSON. Never null. */
export interface Document {
  value: unknown
  /** The JSON that kubectl would show of it: as it was written, or what it makes of YAML. */
  json(): string
}

/** A document that starts with `{` is tried as JSON; that much of the stream is looked at to find out. */
const LOOK_AHEAD = 4096
/** Less than this after a first JSON value is not tried as YAML. */
const SHORTEST_YAML = 4

/**
 * The documents of a stream: YAML with `---` between them, or JSON values one after the other. Empty documents are left out.
 * Throws CommandError (without the stream's name) at the first that is neither; the documents before it have been given.
 * The rules are those of apimachinery's YAMLOrJSONDecoder.
 */
export async function* documents(text: string): AsyncGenerator<Document> {
  let at = 0
  let failure: CommandError | undefined
  if (/^\s*\{/.test(text.slice(0, LOOK_AHEAD))) {
    const end = yield* jsonDocuments(text)
    if (!end) return
    // Two values or more make it a stream of JSON for good
    if (end.values > 1) throw end.plain
    failure = end.failure
    const rest = yamlStart(text, end.at)
    if (rest === undefined) throw failure
    at = rest
  }
  try {
    for (const chunk of yamlChunks(at === 0 ? text : text.slice(at))) {
      const value = await fromYaml(chunk)
      failure = undefined
      if (value !== null) yield { value, json: () => goJson(value) }
    }
  } catch (error) {
    if (error instanceof CommandError && failure) throw failure
    throw error
  }
}

interface JsonFailure {
  at: number
  values: number
  failure: CommandError
  plain: CommandError
}

/** Gives JSON values as long as they come; then where and why that ended, or undefined at the end of the stream. */
function* jsonDocuments(text: string): Generator<Document, JsonFailure | undefined> {
  let at = 0
  for (let values = 0; ; values++) {
    let read: ReturnType<typeof readJson>
    try {
      read = readJson(text, at)
    } catch (error) {
      if (error instanceof JsonSyntaxError) {
        const failure = new CommandError(`json: offset ${error.offset}: ${error.message}`)
        return { at, values, failure, plain: new CommandError(error.message) }
      }
      if (!(error instanceof UnexpectedEnd)) throw error
      const failure = new CommandError(error.message)
      return { at, values, failure, plain: failure }
    }
    if (!read) return undefined
    const { value, from, end } = read
    at = end
    if (value !== null) yield { value, json: () => text.slice(from, end) }
  }
}

/** Where YAML starts after JSON: past white space, up to the end of the line; undefined where too little is left. */
function yamlStart(text: string, from: number): number | undefined {
  for (let at = from; text.length - at >= SHORTEST_YAML; at++) {
    if (text[at] === '\n') return at + 1
    if (!/\s/.test(text[at]!)) return at
  }
  return undefined
}

/** Splits a stream at its lines of `---`, as YAMLReader does. Throws CommandError for such a line with anything else on it. */
function* yamlChunks(text: string): Generator<string> {
  let lines = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text
  if (!lines.endsWith('\n')) lines += '\n'
  let start = 0
  for (let at = nextSeparator(lines, 0); at >= 0; ) {
    let end = lines.indexOf('\n', at)
    if (end < 0) end = lines.length
    const rest = lines.slice(at + 3, end).trim()
    if (rest !== '' && rest[0] !== '#') throw new CommandError(`invalid Yaml document separator: ${rest}`)
    // At the start of a document the line is part of it
    if (at > start) {
      yield lines.slice(start, at)
      start = end + 1
    }
    at = nextSeparator(lines, end + 1)
  }
  if (start < lines.length) yield lines.slice(start)
}

/** Where the next line starts that begins with `---`, at `from` or after; -1 if there is none. */
function nextSeparator(text: string, from: number): number {
  if (text.startsWith('---', from)) return from
  const at = text.indexOf('\n---', Math.max(from - 1, 0))
  return at < 0 ? -1 : at + 1
}

async function fromYaml(chunk: string): Promise<unknown> {
  try {
    return await yamlToJson(chunk)
  } catch (error) {
    if (error instanceof YamlError) throw new CommandError(`error converting YAML to JSON: ${error.message}`)
    throw error
  }
}
