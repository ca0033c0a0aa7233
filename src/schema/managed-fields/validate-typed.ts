import { goValueText } from '../go-value.ts'
import type { ListType, Type } from '../types.ts'
import { itemKeys, itemStep, pathText } from './path-step.ts'

/**
 * What is wrong with a configuration to be applied, in the words of structured-merge-diff: unknown fields, values of
 * another type, list items that are there twice or lack a key.
 */
export function validateTyped(value: unknown, type: Type): string[] {
  const errors: string[] = []
  check(value, type, '', errors)
  return errors
}

const NUMERIC = new Set(['int32', 'int64', 'double'])
const GO_TYPES: Record<string, string> = { string: 'string', boolean: 'bool', object: 'map[string]interface {}' }

function check(value: unknown, type: Type, at: string, errors: string[]): void {
  if (value === null || value === undefined) return
  const wrong = (what: string) => errors.push(`${at === '' ? '' : `${at}: `}${what}`)
  switch (type.is) {
    case 'any':
      return
    case 'list':
      if (Array.isArray(value)) checkList(value, type, at, errors)
      else wrong(`expected list, got &{${goValueText(value)}}`)
      return
    case 'map':
    case 'struct':
      if (typeof value === 'object' && !Array.isArray(value))
        checkMap(value as Record<string, unknown>, type, at, errors)
      else wrong(`expected map, got &{${goValueText(value)}}`)
      return
    default:
      checkScalar(value, type.is, wrong)
  }
}

function checkScalar(value: unknown, is: string, wrong: (what: string) => void): void {
  if (is === 'bool') {
    if (typeof value !== 'boolean') wrong(`expected boolean, got &{${goValueText(value)}}`)
  } else if (NUMERIC.has(is)) {
    const type = Array.isArray(value) ? '[]interface {}' : GO_TYPES[typeof value]
    if (typeof value !== 'number') wrong(`expected numeric (int or float), got ${type}`)
  } else if (is === 'quantity' || is === 'intOrString') {
    if (typeof value === 'object') wrong(`expected any scalar, got &{${goValueText(value)}}`)
  } else if (typeof value !== 'string') wrong(`expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`)
}

function goSyntax(value: unknown): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`
  if (typeof value !== 'object' || value === null) return value === null ? 'interface {}(nil)' : JSON.stringify(value)
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${goSyntax(member)}`)
  return `map[string]interface {}{${members.sort().join(', ')}}`
}

function checkMap(value: Record<string, unknown>, type: Type, at: string, errors: string[]): void {
  for (const key of Object.keys(value)) {
    const path = `${at}.${key}`
    if (type.is === 'map') check(value[key], type.values, path, errors)
    else if (type.is === 'struct') {
      const field = type.fields.get(key)
      if (field) check(value[key], field.type, path, errors)
      else if (!type.open) errors.push(`${path}: field not declared in schema`)
    }
  }
}

function checkList(value: unknown[], type: ListType, at: string, errors: string[]): void {
  const seen = new Set<string>()
  for (const [i, item] of value.entries()) {
    if (type.listType === 'atomic') {
      check(item, type.items, `${at}[${i}]`, errors)
      continue
    }
    const lacking = type.listType === 'map' && itemKeys(type, item).find(([, v]) => v === undefined)
    if (lacking) {
      errors.push(
        `${at}: element ${i}: associative list with keys has an element that omits key field ${JSON.stringify(lacking[0])} (and doesn't have default value)`,
      )
      continue
    }
    const step = itemStep(type, item)
    const name = pathText([step])
    if (seen.has(step)) errors.push(`${at}: duplicate entries for key ${name}`)
    seen.add(step)
    check(item, type.items, at + name, errors)
  }
}
