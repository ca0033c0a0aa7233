import { quote } from '../../../apimachinery/quote.ts'
import { integerOf } from './resolve.ts'
import { YamlError } from './yaml-error.ts'

/** The text that a mapping's key becomes in JSON, as sigs.k8s.io/yaml makes it; `text` is how it was written. Throws YamlError. */
export function keyText(key: unknown, text: string, value: unknown): string {
  if (typeof key === 'string') return key
  if (typeof key === 'boolean') return String(key)
  if (typeof key !== 'number') throw unsupported('%!s(<nil>)', '<nil>', value)
  const integer = integerOf(text)
  if (integer === undefined) return floatText(key)
  if (integer > MAX_INT64) throw unsupported('uint64', `0x${integer.toString(16)}`, value)
  return integer.toString()
}

const MAX_INT64 = 2n ** 63n - 1n

function unsupported(type: string, key: string, value: unknown): YamlError {
  return new YamlError(
    `unsupported map key of type: ${type}, key: ${key}, value: ${value === null ? '<nil>' : goSyntax(value)}`,
  )
}

/** Refuses lists and mappings as keys. Throws YamlError. */
export function requireScalarKey(key: unknown): void {
  if (typeof key === 'object' && key !== null) throw new YamlError(`yaml: invalid map key: ${goSyntax(key)}`)
}

/** A number as Go's FormatFloat(…, 'g', -1, 32) writes it. */
function floatText(key: number): string {
  if (Number.isNaN(key)) return '.nan'
  const single = Math.fround(key)
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf'
  const [mantissa, exponent] = shortest(single)
  if (exponent < -4 || exponent >= 6) {
    const sign = exponent < 0 ? '-' : '+'
    return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`
  }
  return Number(`${mantissa}e${exponent}`).toString()
}

/** The fewest digits that tell a single-precision number from its neighbours. */
function shortest(single: number): [mantissa: string, exponent: number] {
  for (let digits = 0; ; digits++) {
    const text = single.toExponential(digits)
    if (Math.fround(Number(text)) === single) {
      const [mantissa, exponent] = text.split('e')
      return [mantissa!, Number(exponent)]
    }
  }
}

/** A value as Go's %#v prints what go-yaml decodes into. */
function goSyntax(value: unknown): string {
  if (value === null) return 'interface {}(nil)'
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`
  if (typeof value !== 'object') return String(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `map[interface {}]interface {}{${members.map(([k, v]) => `${quote(k)}:${goSyntax(v)}`).join(', ')}}`
}
