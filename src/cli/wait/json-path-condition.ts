import { formatValue } from '../../gotemplate/format.ts'
import { GoFloat } from '../../gotemplate/go-number.ts'
import { evaluate } from '../../jsonpath/evaluate.ts'
import { JsonPathError } from '../../jsonpath/nodes.ts'
import { parseJsonPath } from '../../jsonpath/parser.ts'
import { relaxedJsonPath } from '../../jsonpath/relaxed.ts'
import { CommandError } from '../errors.ts'
import type { ObjectTest } from './condition.ts'

const FORMAT =
  "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'"
const NO_VALUE = "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3"

/** The test of `--for=jsonpath={PATH}[=VALUE]`: the path leads to a value, or to this value. Throws CommandError. */
export function jsonPathCondition(text: string): ObjectTest {
  const [expression = '', given, ...more] = splitAtEquals(text)
  if (more.length) throw new CommandError(FORMAT)
  const path = failing(() => relaxedJsonPath(expression))
  const wanted = given?.replace(/^['"]+|['"]+$/g, '')
  if (wanted === '') throw new CommandError(NO_VALUE)
  if (path === '') throw new CommandError('jsonpath expression cannot be empty')
  const template = failing(() => parseJsonPath(path))
  return object => {
    const results = failing(() => evaluate(template, object, { allowMissingKeys: true }))
    const [values] = results
    if (values === undefined || values.length === 0) return false
    if (results.length > 1) throw new CommandError('given jsonpath expression matches more than one list')
    if (values.length > 1) throw new CommandError('given jsonpath expression matches more than one value')
    return wanted === undefined || textOf(values[0]).trim() === wanted.trim()
  }
}

/** Splits at single equals signs; those of a pair belong to a comparison inside the path. */
function splitAtEquals(text: string): string[] {
  const parts: string[] = []
  let part = ''
  for (const piece of text.match(/==|=|[^=]+/g) ?? []) {
    if (piece === '=') {
      parts.push(part)
      part = ''
    } else part += piece
  }
  return [...parts, part]
}

function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && !(value instanceof GoFloat))
    throw new CommandError('jsonpath leads to a nested object or list which is not supported')
  return formatValue(value)
}

function failing<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof JsonPathError ? new CommandError(error.message) : error
  }
}
