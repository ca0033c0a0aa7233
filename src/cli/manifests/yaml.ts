import { readPlainBlocks } from './yaml/plain-blocks.ts'
import { readPlainJson } from './yaml/plain-json.ts'

export { YamlError } from './yaml/yaml-error.ts'

// What go-yaml v3 reads in another way: words that only YAML 1.1 has, and timestamps
const OTHER_IN_V3 =
  /(?:[:,[{-]|^) *(?:[yYnN]|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|\d{4}-\d\d?-\d[^,\]}]*) *(?:[,}\]:#]|$)/m

/**
 * The first document of a YAML text as plain JSON, as kubectl (sigs.k8s.io/yaml over go-yaml v2) reads it: YAML 1.1, keys made
 * texts, the last of equal keys counting; null for an empty document. Throws YamlError with Go's words, to which callers put
 * what they were doing: `error converting YAML to JSON: yaml: line 4: did not find expected key`.
 */
export async function yamlToJson(text: string): Promise<unknown> {
  const plain = readPlainJson(text) ?? readPlainBlocks(text)
  if (plain) return plain.value
  const { parseYaml } = await import('./yaml/parse.ts')
  return parseYaml(text)
}

/** As `yamlToJson`, but as kustomize (over go-yaml v3) reads resources: `yes` is a text, and a date a moment. Throws YamlError. */
export async function yamlV3ToJson(text: string): Promise<unknown> {
  const plain = OTHER_IN_V3.test(text) ? undefined : readPlainBlocks(text)
  if (plain) return plain.value
  const { parseYaml } = await import('./yaml/parse.ts')
  const { resolveV3 } = await import('./yaml/resolve-v3.ts')
  return parseYaml(text, resolveV3)
}
