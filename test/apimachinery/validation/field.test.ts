import { expect, test } from 'vitest'
import { invalidObject } from '../../../src/apimachinery/status.ts'
import * as field from '../../../src/apimachinery/validation/field.ts'

const at = field.path('spec').child('ports').index(0)

test.each([
  [field.required(at), 'spec.ports[0]: Required value'],
  [field.required(at, 'name it'), 'spec.ports[0]: Required value: name it'],
  [field.invalid(at, 'a\u0001<b>', 'no'), 'spec.ports[0]: Invalid value: "a\\x01<b>": no'],
  [field.invalid(at, { app: '<web>' }, 'no'), 'spec.ports[0]: Invalid value: {"app":"\\u003cweb\\u003e"}: no'],
  [field.invalid(at, undefined, 'no'), 'spec.ports[0]: Invalid value: null: no'],
  [field.invalid(at.key('cpu'), 1.5, 'no'), 'spec.ports[0][cpu]: Invalid value: 1.5: no'],
  [field.notSupported(at, 'x', ['b', 'a']), 'spec.ports[0]: Unsupported value: "x": supported values: "a", "b"'],
  [
    field.notSupported(at, 'x', ['b', 'a'], 'given'),
    'spec.ports[0]: Unsupported value: "x": supported values: "b", "a"',
  ],
  [field.tooLong(at, 1), 'spec.ports[0]: Too long: may not be more than 1 byte'],
  [field.tooLong(at, -1), 'spec.ports[0]: Too long: value is too long'],
  [field.tooMany(at, 3, 1), 'spec.ports[0]: Too many: 3: must have at most 1 item'],
  [field.duplicate(at, 'a'), 'spec.ports[0]: Duplicate value: "a"'],
  [field.forbidden(at, 'no'), 'spec.ports[0]: Forbidden: no'],
])('%#', (error, text) => {
  expect(field.errorText(error)).toBe(text)
})

test('the status of an invalid object says each wording once but names every cause', () => {
  const twice = field.invalid(at, 'a', 'no')
  const { message, code, details } = invalidObject('Deployment', 'apps', 'web', [
    twice,
    twice,
    field.required(at),
  ]).status
  expect(message).toBe(
    'Deployment.apps "web" is invalid: [spec.ports[0]: Invalid value: "a": no, spec.ports[0]: Required value]',
  )
  expect(code).toBe(422)
  expect(details?.causes).toHaveLength(3)
  expect(details?.causes?.[2]).toEqual({
    reason: 'FieldValueRequired',
    message: 'Required value',
    field: 'spec.ports[0]',
  })
  expect(invalidObject('Pod', '', 'a', [twice, twice]).message).toBe(
    'Pod "a" is invalid: spec.ports[0]: Invalid value: "a": no',
  )
})
