import {
  DEDUCED,
  type Field,
  listType,
  mapType,
  type ScalarKind,
  type StructType,
  scalarType,
  type Type,
  UNTYPED,
} from './types.ts'

const SCALARS = new Map<string, ScalarKind>([
  ['s', 'string'],
  ['i', 'int32'],
  ['l', 'int64'],
  ['d', 'double'],
  ['b', 'bool'],
  ['y', 'bytes'],
  ['q', 'quantity'],
  ['n', 'intOrString'],
  ['t', 'time'],
  ['m', 'microTime'],
])

type StructNamed = (name: string, granular: boolean) => StructType

/** Reads one field of a type of schema.json; `struct` gives the struct type of a name. */
export function parseField(line: string, struct: StructNamed): Field {
  const space = line.indexOf(' ')
  const [typeText, ...list] = line.slice(space + 1).split('|')
  const attributes = new Map(
    list.map(text => {
      const equals = text.indexOf('=')
      return equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)]
    }),
  )
  const fallback = attributes.get('default')
  return {
    name: line.slice(0, space),
    type: parseType(typeText!, attributes, struct),
    pointer: attributes.has('p'),
    always: attributes.has('z'),
    required: attributes.has('req'),
    patchStrategies: attributes.get('patch')?.split(',') ?? [],
    ...(attributes.has('key') && { mergeKey: attributes.get('key')! }),
    ...(attributes.has('enum') && { enum: attributes.get('enum')!.split(',') }),
    ...(fallback !== undefined && { default: JSON.parse(fallback) as string | number | boolean }),
  }
}

function parseType(text: string, attributes: ReadonlyMap<string, string>, struct: StructNamed): Type {
  if (text.startsWith('[]')) {
    const keys = attributes.get('map')
    const semantics = keys !== undefined ? 'map' : attributes.has('set') ? 'set' : 'atomic'
    return listType(parseType(text.slice(2), attributes, struct), semantics, keys?.split(','))
  }
  const go = attributes.get('go')
  if (text.startsWith('{}')) {
    const values = parseType(text.slice(2), text === '{}q' ? new Map() : attributes, struct)
    return mapType(values, attributes.has('atomic'), text === '{}q' ? go : undefined)
  }
  if (text === 'o') return DEDUCED
  if (text === 'j') return UNTYPED
  const scalar = SCALARS.get(text)
  return scalar ? scalarType(scalar, go) : struct(text, attributes.has('granular'))
}
