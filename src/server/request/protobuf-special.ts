import { badRequest } from '../../apimachinery/status.ts'

type Fields = Record<string, unknown>

/** What is not an object of its fields in JSON. */
const SPECIAL: Record<string, (fields: Fields) => unknown> = {
  'meta.v1.Time': f => time(f, 0),
  'meta.v1.MicroTime': f => time(f, 6),
  'meta.v1.FieldsV1': f => json(f.Raw),
  'runtime.RawExtension': f => json(f.raw),
  'resource.Quantity': f => f.string ?? '0',
  'intstr.IntOrString': f => (f.type === 1 ? (f.strVal ?? '') : (f.intVal ?? 0)),
  'authentication.v1.ExtraValue': f => f.items ?? [],
  'authorization.v1.ExtraValue': f => f.items ?? [],
  'certificates.v1.ExtraValue': f => f.items ?? [],
  'apiextensions.v1.JSON': f => json(f.raw),
  'apiextensions.v1.JSONSchemaPropsOrArray': f => f.schema ?? f.jSONSchemas ?? [],
  'apiextensions.v1.JSONSchemaPropsOrBool': f => f.schema ?? f.allows === true,
  'apiextensions.v1.JSONSchemaPropsOrStringArray': f => f.schema ?? f.property ?? [],
}

export function isSpecialMessage(name: string): boolean {
  return Object.hasOwn(SPECIAL, name)
}

/** The JSON of a message that has one of its own, from its fields. */
export function specialValue(name: string, fields: Fields): unknown {
  return SPECIAL[name]!(fields)
}

/** The time in RFC 3339, with so many digits of the second's fractions; null for none. */
function time({ seconds, nanos = 0 }: Fields, digits: number): string | null {
  if (seconds === undefined) return null
  const date = new Date(Number(seconds) * 1000)
  if (Number.isNaN(date.getTime())) throw badRequest('a time is out of range')
  const fraction = String(nanos).padStart(9, '0').slice(0, digits)
  return `${date.toISOString().slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}Z`
}

/** JSON that travels as bytes, which are base64 by now. */
function json(base64: unknown): unknown {
  if (typeof base64 !== 'string' || base64 === '') return null
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString('utf8'))
  } catch {
    throw badRequest('what should be JSON in the body of the request is not')
  }
}
