import { CommandError } from '../errors.ts'

/** What a field of a file of kustomize holds. */
export type Shape = 'string' | 'bool' | 'int64' | { list: Shape } | { map: Shape } | StructShape | 'any'

/** An object with these fields. */
export interface StructShape {
  /** The name of the Go type, which messages tell. */
  struct: string
  fields: Readonly<Record<string, Shape>>
  /** The Go types, one in another, through which it has some of its fields: part of their paths in messages. */
  embedded?: Readonly<Record<string, string>>
}

/** Throws CommandError, with the words of Go's JSON decoder, for an unknown field and for a value of another type. */
export function checkShape(value: unknown, shape: Shape, owner = '', path: readonly string[] = []): void {
  if (value === null || shape === 'any') return
  const is = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
  const wrong = () => {
    const where = path.length ? `Go struct field ${owner}.${path.join('.')}` : 'Go value'
    return new CommandError(
      `invalid Kustomization: json: cannot unmarshal ${is === 'number' && shape === 'int64' ? `number ${value}` : is} into ${where} of type ${goType(shape)}`,
    )
  }
  if (typeof shape === 'string') {
    const fits = shape === 'int64' ? Number.isInteger(value) : is === shape
    if (!fits) throw wrong()
  } else if ('list' in shape) {
    if (!Array.isArray(value)) throw wrong()
    for (const item of value) checkShape(item, shape.list, owner, path)
  } else if (is !== 'object') throw wrong()
  else
    for (const [name, member] of Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1))) {
      if ('map' in shape) checkShape(member, shape.map, owner, path)
      else if (Object.hasOwn(shape.fields, name))
        checkShape(member, shape.fields[name]!, shape.struct, [
          ...path,
          ...(shape.embedded?.[name]?.split('.') ?? []),
          name,
        ])
      else throw new CommandError(`invalid Kustomization: json: unknown field ${JSON.stringify(name)}`)
    }
}

function goType(shape: Shape): string {
  if (typeof shape === 'string') return shape
  if ('list' in shape) return `[]${goType(shape.list)}`
  return 'map' in shape ? `map[string]${goType(shape.map)}` : `types.${shape.struct}`
}
