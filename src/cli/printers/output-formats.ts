/** The values that `-o` takes, by command. */

const JSON_YAML = ['json', 'kyaml', 'yaml'] as const
const TEMPLATES = [
  'go-template',
  'go-template-file',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
  'template',
  'templatefile',
] as const

/** `kubectl edit`, `version`, … */
export const STRUCTURED_FORMATS: readonly string[] = JSON_YAML
/** `kubectl create`, `apply`, `label`, …: commands that print one object after the other. */
export const OBJECT_FORMATS: readonly string[] = [...JSON_YAML, ...TEMPLATES, 'name']
/** `kubectl get`. */
export const GET_FORMATS: readonly string[] = [...OBJECT_FORMATS, 'custom-columns', 'custom-columns-file', 'wide']
/** `kubectl api-resources`. */
export const DISCOVERY_FORMATS: readonly string[] = [...JSON_YAML, 'name', 'wide']
