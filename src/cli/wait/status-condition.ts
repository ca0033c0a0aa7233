import type { KubeObject } from '../../api/object.ts'
import { formatValue } from '../../gotemplate/format.ts'
import { isObject } from '../../schema/json-value.ts'
import { CommandError } from '../errors.ts'
import type { ObjectTest } from './condition.ts'

type Fields = Record<string, unknown>

/**
 * The test of `--for=condition=NAME[=VALUE]`: the first condition of that type in status.conditions has the value (true unless one is
 * given). Case does not count. A condition that was observed before the object's last change does not count as met.
 */
export function statusCondition(text: string): ObjectTest {
  const equals = text.indexOf('=')
  const name = (equals < 0 ? text : text.slice(0, equals)).toLowerCase()
  const value = (equals < 0 ? 'true' : text.slice(equals + 1)).toLowerCase()
  return object => {
    const status = fieldsOf((object as KubeObject & { status?: unknown }).status)
    for (const condition of listOf(status?.conditions)) {
      if (!isObject(condition)) return false
      if (typeof condition.type !== 'string' || condition.type.toLowerCase() !== name) continue
      if (typeof condition.status !== 'string') continue
      if (isOutdated(object, condition, status)) return false
      return condition.status.toLowerCase() === value
    }
    return false
  }
}

function isOutdated(object: KubeObject, condition: Fields, status: Fields | undefined): boolean {
  const { generation } = object.metadata
  const observed = Number.isInteger(condition.observedGeneration)
    ? condition.observedGeneration
    : status?.observedGeneration
  return typeof generation === 'number' && Number.isInteger(observed) && (observed as number) < generation
}

function fieldsOf(value: unknown): Fields | undefined {
  if (value === undefined || isObject(value)) return value
  throw accessorError('.status.conditions', value, 'map[string]interface{}')
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  if (Array.isArray(value)) return value
  throw accessorError('.status.conditions', value, '[]interface{}')
}

function accessorError(path: string, value: unknown, expected: string): CommandError {
  return new CommandError(
    `${path} accessor error: ${formatValue(value)} is of the type ${goType(value)}, expected ${expected}`,
  )
}

function goType(value: unknown): string {
  if (value === null) return '<nil>'
  if (Array.isArray(value)) return '[]interface {}'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64'
  if (typeof value === 'boolean') return 'bool'
  return typeof value === 'string' ? 'string' : 'map[string]interface {}'
}
