import type { KubeObject } from '../../api/object.ts'
import { quote } from '../../apimachinery/quote.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { DecodeError } from '../../schema/decode-error.ts'
import { applyMergePatch } from '../../schema/json-merge.ts'
import { strategicMergePatch } from '../../schema/strategic-merge.ts'
import { CommandError } from '../errors.ts'
import { type Flag, stringFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import { toCompactJson } from '../printers/json.ts'
import { typedObject, typeOf } from './typed-object.ts'

export const overrideFlags: readonly Flag[] = [
  stringFlag('override-type', 'How --overrides changes the object: json, merge or strategic', { default: 'merge' }),
  stringFlag('overrides', 'JSON that changes the generated object'),
]

/**
 * A generated object changed by --overrides: a merge patch, a JSON patch or a strategic merge patch. Throws CommandError, in the words of the
 * Go packages that kubectl uses, for what is no patch, does not apply, or makes no object.
 */
export async function withOverrides(object: KubeObject, flags: FlagValues): Promise<KubeObject> {
  const text = flags.string('overrides')
  if (text === '') return object
  const type = flags.string('override-type')
  const patch = PATCHERS.get(type)
  if (!patch) throw new CommandError(`invalid override type: ${type}`)
  return decoded(await patch(typedObject(object), text))
}

type Patcher = (object: KubeObject, text: string) => unknown

const PATCHERS = new Map<string, Patcher>([
  ['merge', merge],
  ['json', json],
  ['strategic', strategic],
])

function merge(object: KubeObject, text: string): unknown {
  const patch = parse(text, 'Invalid JSON Patch')
  if (typeof patch !== 'object' || patch === null) throw new CommandError('Invalid JSON Patch')
  return applyMergePatch(object, patch)
}

async function json(object: KubeObject, text: string): Promise<unknown> {
  const { applyJsonPatchLocally } = await import('../patch/local-json-patch.ts')
  return applyJsonPatchLocally(object, await parseAsGo(text))
}

/** Reads JSON; throws CommandError with what Go's encoding/json says of text that is none. */
async function parseAsGo(text: string): Promise<unknown> {
  const { readJson } = await import('../../apimachinery/json/read.ts')
  const { JsonSyntaxError, UnexpectedEnd } = await import('../../apimachinery/json/scanner.ts')
  try {
    const found = readJson(text, 0)
    if (!found) throw new UnexpectedEnd()
    const rest = text.slice(found.end).trimStart()
    if (rest === '') return found.value
    throw new CommandError(`invalid character '${[...rest][0]}' after top-level value`)
  } catch (error) {
    if (error instanceof UnexpectedEnd) throw new CommandError('unexpected end of JSON input')
    throw error instanceof JsonSyntaxError ? new CommandError(error.message) : error
  }
}

function strategic(object: KubeObject, text: string): unknown {
  const patch = parse(text, 'invalid JSON document')
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch))
    throw new CommandError('invalid JSON document')
  try {
    return strategicMergePatch(object, patch, typeOf(object)!)
  } catch (error) {
    throw error instanceof StatusError ? new CommandError(error.message) : error
  }
}

function parse(text: string, failure: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new CommandError(failure)
  }
}

const KIND_FINDER =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'

function decoded(value: unknown): KubeObject {
  if (Array.isArray(value))
    throw new CommandError(
      `couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type ${KIND_FINDER}`,
    )
  const object = value as KubeObject
  for (const [field, label] of [
    [object.kind, 'Kind'],
    [object.apiVersion, 'apiVersion'],
  ] as const)
    if (!field) throw new CommandError(`Object '${label}' is missing in '${toCompactJson(value, 'given')}'`)
  if (!typeOf(object))
    throw new CommandError(
      `no kind ${quote(String(object.kind))} is registered for version ${quote(String(object.apiVersion))} in scheme "pkg/scheme/scheme.go:28"`,
    )
  try {
    return typedObject(object)
  } catch (error) {
    throw error instanceof DecodeError ? new CommandError(error.message) : error
  }
}
