import { describe, expect, test } from 'vitest'
import type { KubeObject } from '../../../src/api/object.ts'
import { parseCondition } from '../../../src/cli/wait/condition.ts'

const object = (status: unknown, generation?: number): KubeObject =>
  ({ metadata: { name: 'web', ...(generation === undefined ? {} : { generation }) }, status }) as KubeObject

function met(text: string, tested: KubeObject): boolean {
  const condition = parseCondition(text)
  if (condition.for !== 'test') throw new Error(`${text} is no test`)
  return condition.test(tested)
}

test('delete and create count in any case', () => {
  expect(parseCondition('Delete')).toEqual({ for: 'delete' })
  expect(parseCondition('CREATE')).toEqual({ for: 'create' })
})

test.each(['', 'foo', 'condition', 'Condition=Ready', 'jsonpath'])('%j is no condition', text => {
  expect(() => parseCondition(text)).toThrow(`unrecognized condition: "${text}"`)
})

describe('condition=', () => {
  const ready = (status: string, extra: object = {}) => ({ conditions: [{ type: 'Ready', status, ...extra }] })

  test.each([
    ['condition=Ready', 'True', true],
    ['condition=ready', 'true', true],
    ['condition=Ready', 'False', false],
    ['condition=Ready=false', 'False', true],
    ['condition=Ready=Unknown', 'unknown', true],
    ['condition=Other', 'True', false],
  ])('%s of %s: %s', (text, status, expected) => {
    expect(met(text, object(ready(status)))).toBe(expected)
  })

  test('an observation from before the last change does not count', () => {
    expect(met('condition=Ready', object({ ...ready('True'), observedGeneration: 1 }, 2))).toBe(false)
    expect(met('condition=Ready', object({ ...ready('True'), observedGeneration: 2 }, 2))).toBe(true)
    expect(
      met('condition=Ready', object({ ...ready('True', { observedGeneration: 2 }), observedGeneration: 1 }, 2)),
    ).toBe(true)
    expect(met('condition=Ready', object(ready('True'), 2))).toBe(true)
  })

  test('an object without conditions has none of them', () => {
    expect(met('condition=Ready', object(undefined))).toBe(false)
    expect(met('condition=Ready', object({}))).toBe(false)
    expect(met('condition=Ready', object({ conditions: ['x'] }))).toBe(false)
  })

  test('conditions that are no list are told', () => {
    expect(() => met('condition=Ready', object({ conditions: 'yes' }))).toThrow(
      '.status.conditions accessor error: yes is of the type string, expected []interface{}',
    )
  })
})

describe('jsonpath=', () => {
  const pod = object({
    phase: 'Running',
    count: 3,
    ready: true,
    conditions: [
      { type: 'A', status: 'True' },
      { type: 'B', status: 'False' },
    ],
  })

  test.each([
    ['jsonpath={.status.phase}=Running', true],
    ['jsonpath=.status.phase=Running', true],
    ["jsonpath={.status.phase}='Running'", true],
    ['jsonpath={.status.phase}=Pending', false],
    ['jsonpath={.status.phase}', true],
    ['jsonpath={.status.count}=3', true],
    ['jsonpath={.status.ready}=true', true],
    ['jsonpath={.status.nothing}', false],
    ['jsonpath={.status.nothing}=x', false],
    ['jsonpath={.status.conditions}', true],
    ['jsonpath={.status.conditions[?(@.type=="A")].status}=True', true],
  ])('%s: %s', (text, expected) => {
    expect(met(text, pod)).toBe(expected)
  })

  test.each([
    ['jsonpath={.status.conditions[*].type}=A', 'given jsonpath expression matches more than one value'],
    ['jsonpath={.status.conditions}=A', 'jsonpath leads to a nested object or list which is not supported'],
  ])('%s cannot be compared', (text, message) => {
    expect(() => met(text, pod)).toThrow(message)
  })

  test.each([
    ['jsonpath=', 'jsonpath expression cannot be empty'],
    ['jsonpath={.a}=', 'jsonpath wait has to have a value after equal sign'],
    ['jsonpath={.a}=b=c', 'jsonpath wait format must be'],
    ['jsonpath={.a', "unexpected path string, expected a 'name1.name2'"],
    ['jsonpath={.a[}=b', 'unterminated array'],
  ])('%s is refused', (text, message) => {
    expect(() => parseCondition(text)).toThrow(message)
  })
})
