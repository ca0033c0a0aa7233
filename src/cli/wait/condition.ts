import type { KubeObject } from '../../api/object.ts'
import { quote } from '../../apimachinery/quote.ts'
import { CommandError } from '../errors.ts'
import { jsonPathCondition } from './json-path-condition.ts'
import { statusCondition } from './status-condition.ts'

/** Whether an object is as it was waited for. Throws CommandError for an object that cannot be asked that. */
export type ObjectTest = (object: KubeObject) => boolean

/** What --for waits for. */
export type WaitCondition = { for: 'delete' } | { for: 'create' } | { for: 'test'; test: ObjectTest }

/** Reads --for. Throws CommandError. */
export function parseCondition(text: string): WaitCondition {
  const word = text.toLowerCase()
  if (word === 'delete' || word === 'create') return { for: word }
  const equals = text.indexOf('=')
  const rest = text.slice(equals + 1)
  switch (text.slice(0, equals + 1)) {
    case 'condition=':
      return { for: 'test', test: statusCondition(rest) }
    case 'jsonpath=':
      return { for: 'test', test: jsonPathCondition(rest) }
    default:
      throw new CommandError(`unrecognized condition: ${quote(text)}`)
  }
}
