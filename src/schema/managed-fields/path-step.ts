import type { JsonObject } from '../json-value.ts'
import type { Field, ListType, Type } from '../types.ts'

/** The key fields that a list's items must have, with the value that stands for an absent one. */
function keyDefault(items: Type, key: string): unknown {
  const field: Field | undefined = items.is === 'struct' ? items.fields.get(key) : undefined
  return field?.default
}

/** The values of an item's keys in the order of their names. An absent one without a default is undefined. */
export function itemKeys(type: ListType, item: unknown): [name: string, value: unknown][] {
  const given = (typeof item === 'object' && item !== null ? item : {}) as JsonObject
  return [...type.mapKeys]
    .sort()
    .map(name => [name, Object.hasOwn(given, name) ? given[name] : keyDefault(type.items, name)])
}

/** The step to an item of a list that is a set or a map: `v:"x"`, `k:{"port":80,"protocol":"TCP"}`. */
export function itemStep(type: ListType, item: unknown): string {
  if (type.listType === 'set') return `v:${JSON.stringify(item)}`
  const { mapKeys } = type
  if (mapKeys.length === 1 && typeof item === 'object' && item !== null) {
    const name = mapKeys[0]!
    const value = (item as JsonObject)[name] ?? keyDefault(type.items, name) ?? null
    return `k:{${JSON.stringify(name)}:${JSON.stringify(value)}}`
  }
  const keys = itemKeys(type, item).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value ?? null)}`)
  return `k:{${keys.join(',')}}`
}

/** Steps as conflicts name them: .spec.ports[port=80,protocol="TCP"].targetPort */
export function pathText(steps: readonly string[]): string {
  return steps.map(stepText).join('')
}

function stepText(step: string): string {
  const rest = step.slice(2)
  switch (step[0]) {
    case 'f':
      return `.${rest}`
    case 'k': {
      const keys = Object.entries(JSON.parse(rest) as JsonObject)
      return `[${keys.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}]`
    }
    case 'v':
      return `[=${rest}]`
    default:
      return `[${rest}]`
  }
}
