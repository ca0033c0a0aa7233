import type { GroupVersionKind } from '../../api/object.ts'
import { schemaFor } from '../../schema/schema.ts'
import type { Field, ScalarKind, StructType, Type } from '../../schema/types.ts'
import type { SchemaNode } from './schema-node.ts'

const SCALARS: Record<ScalarKind, SchemaNode> = {
  string: { type: 'string' },
  int32: { type: 'integer' },
  int64: { type: 'integer' },
  double: { type: 'number' },
  bool: { type: 'boolean' },
  bytes: { type: 'string' },
  quantity: { name: 'Quantity' },
  intOrString: { name: 'IntOrString' },
  time: { type: 'string' },
  microTime: { type: 'string' },
}

/** The schema of a built-in kind, which has no descriptions; undefined for a kind that is not built in. */
export function builtInSchema(gvk: GroupVersionKind): SchemaNode | undefined {
  const type = schemaFor(gvk)
  return type && structNode(type)
}

/** The schema of a built-in struct. */
export function structNode(type: StructType): SchemaNode {
  const fields = (): Field[] => [...type.fields.values()]
  return {
    type: 'object',
    name: type.goStruct,
    id: type.name,
    properties: () => new Map(fields().map(field => [field.name, fieldNode(field)])),
    get required() {
      return new Set(fields().flatMap(field => (field.required ? [field.name] : [])))
    },
  }
}

function fieldNode({ type, enum: values }: Field): SchemaNode {
  const node = typeNode(type)
  if (!values) return node
  if (type.is !== 'list') return { ...node, enum: values }
  return { items: () => ({ ...typeNode(type.items), enum: values }) }
}

function typeNode(type: Type): SchemaNode {
  switch (type.is) {
    case 'struct':
      return structNode(type)
    case 'list':
      return { type: 'array', items: () => typeNode(type.items) }
    case 'map':
      return { type: 'object', values: () => typeNode(type.values) }
    case 'any':
      return { name: type.go.slice(type.go.lastIndexOf('.') + 1) }
    default:
      return SCALARS[type.is]
  }
}
