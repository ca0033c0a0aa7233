import { readPlainBlocks } from './yaml/plain-blocks.ts'

export { YamlError } from './yaml/yaml-error.ts'

/**
 * The first document of a YAML text as plain JSON, as kubectl (sigs.k8s.io/yaml over go-yaml v2) reads it: YAML 1.1, keys made
 * texts, the last of equal keys counting; null for an empty document. Throws YamlError with Go's words, to which callers put
 * what they were doing: `error converting YAML to JSON: yaml: line 4: did not find expected key`.
 */
export async function yamlToJson(text: string): Promise<unknown> {
  const plain = readPlainBlocks(text)
  if (plain) return plain.value
  const { parseYaml } = await import('./yaml/parse.ts')
  return parseYaml(text)
}
