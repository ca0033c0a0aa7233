import { quote } from '../../apimachinery/quote.ts'
import { byBytes } from '../../schema/go-value.ts'

/** An object as Go's fmt prints it with %#v: some errors of kubectl name objects that way. */
export function goSyntax(object: object): string {
  return `&unstructured.Unstructured{Object:${literal(object)}}`
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)'
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) return `[]interface {}{${value.map(literal).join(', ')}}`
  if (typeof value !== 'object') return String(value)
  const members = Object.entries(value)
    .sort(([a], [b]) => byBytes(a, b))
    .map(([key, member]) => `${quote(key)}:${literal(member)}`)
  return `map[string]interface {}{${members.join(', ')}}`
}
