/** Why a value cannot be decoded, in the words of Go's decoder: `json: cannot unmarshal string into …`. */
export class DecodeError extends Error {}

/** A step into a value: a struct's field, a list's index, or (in an array of its own) a map's key. */
export type Step = string | number | readonly [key: string]

/** The JSON type of a value, as encoding/json calls it. */
function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

/** The kind that a JSON value has in Go once it is in a map[string]interface{}. */
function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'slice'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64'
  if (typeof value === 'object') return 'map'
  return typeof value === 'boolean' ? 'bool' : 'string'
}

/** encoding/json's message; `struct` is the innermost struct around the value, "" outside of any. */
export function typeMismatch(value: unknown, go: string, struct: string, steps: readonly Step[]): string {
  const what = typeof value === 'number' && /^u?int|^float/.test(go) ? `number ${value}` : jsonType(value)
  const fields = steps.filter(step => typeof step === 'string')
  const where = fields.length ? `Go struct field ${struct}.${fields.join('.')} of type` : 'Go value of type'
  return `json: cannot unmarshal ${what} into ${where} ${go}`
}

/** The message of runtime.DefaultUnstructuredConverter, which decodes what strategic merge patches make. */
export function conversionMismatch(value: unknown, is: string, go: string): string {
  const kind = goKind(value)
  switch (is) {
    case 'struct':
      return `cannot restore struct from: ${kind}`
    case 'map':
      return `cannot restore map from ${kind}`
    case 'list':
    case 'bytes':
      return `cannot restore slice from ${kind}`
    case 'string':
      return kind === 'int64' ? `cannot convert int64 to ${go}` : 'unrecognized type: string'
    default:
      return kind === 'float64' && is !== 'bool' ? `cannot convert float64 to ${go}` : `unrecognized type: ${go}`
  }
}

/** A path as strict decoding prints it: spec.ports[0].targetport. */
export function stepsText(steps: readonly Step[]): string {
  let text = ''
  for (const step of steps) {
    if (typeof step === 'number') text += `[${step}]`
    else text += `${text === '' ? '' : '.'}${typeof step === 'string' ? step : step[0]}`
  }
  return text
}
