import { quote } from '../../apimachinery/quote.ts'
import { badRequest } from '../../apimachinery/status.ts'
import type { PatchType } from '../../schema/patch.ts'
import { CommandError } from '../errors.ts'

/** A patch as it was given: its value, or why its JSON cannot be read (YAML that cannot be read is an error at once). */
export type PatchText = { value: unknown } | { syntaxError: string }

/**
 * Reads a patch as kubectl does: what starts with "{" is JSON, which only the server looks into, anything else YAML. Throws
 * CommandError with the text of --patch, which is empty for a patch from a file.
 */
export async function readPatch(text: string, shown: string): Promise<PatchText> {
  if (/^\s*\{/u.test(text)) return readJsonPatch(text)
  const { YamlError, yamlToJson } = await import('../manifests/yaml.ts')
  try {
    return { value: await yamlToJson(text) }
  } catch (error) {
    if (error instanceof YamlError) throw new CommandError(`unable to parse ${quote(shown)}: ${error.message}`)
    throw error
  }
}

async function readJsonPatch(text: string): Promise<PatchText> {
  const { readJson } = await import('../../apimachinery/json/read.ts')
  const { JsonSyntaxError, UnexpectedEnd } = await import('../../apimachinery/json/scanner.ts')
  try {
    const { value, end } = readJson(text, 0)!
    const rest = text.slice(end).trim()
    return rest === '' ? { value } : { syntaxError: `invalid character '${[...rest][0]}' after top-level value` }
  } catch (error) {
    if (error instanceof JsonSyntaxError) return { syntaxError: error.message }
    if (error instanceof UnexpectedEnd) return { syntaxError: 'unexpected end of JSON input' }
    throw error
  }
}

/** The body of a PATCH request. Throws what the server answers to a patch that is no JSON. */
export function patchBody(patch: PatchText, type: PatchType): unknown {
  if ('value' in patch) return patch.value
  throw badRequest(type === 'strategic' ? patch.syntaxError : `error decoding patch: ${patch.syntaxError}`)
}
