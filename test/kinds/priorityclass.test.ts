import { expect, test } from 'vitest'
import type { PriorityClass } from '../../src/api/types.gen.ts'
import { priorityClass } from '../../src/kinds/priorityclass.ts'
import { contextOf, texts } from './pod/fixtures.ts'

const context = contextOf()

function faults(name: string, more: Partial<PriorityClass>) {
  const object: PriorityClass = { metadata: { name }, ...more }
  priorityClass.setDefaults?.(object)
  return texts(priorityClass.validate(object, context))
}

test('names and numbers of the system are the system’s', () => {
  expect(faults('mine', { value: 1_000_000_000 })).toEqual([])
  expect(faults('mine', { value: 2_000_000_000 })).toEqual([
    'value: Forbidden: maximum allowed value of a user defined priority is 1000000000',
  ])
  const reserved =
    "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error:"
  expect(faults('system-mine', { value: 5 })).toEqual([`${reserved} system-mine is not a known system priority class`])
  expect(faults('system-node-critical', { value: 5 })).toEqual([
    `${reserved} value of system-node-critical PriorityClass must be 2000001000`,
  ])
})

test('preemption policies come in the order of the API', () => {
  expect(faults('x', { value: 1, preemptionPolicy: 'Sometimes' })).toEqual([
    'preemptionPolicy: Unsupported value: "Sometimes": supported values: "PreemptLowerPriority", "Never"',
  ])
})

test('the number stays', () => {
  const old: PriorityClass = { metadata: { name: 'x' }, value: 1, preemptionPolicy: 'Never' }
  const changed: PriorityClass = { ...old, value: 2, preemptionPolicy: 'PreemptLowerPriority' }
  expect(texts(priorityClass.validateUpdate(changed, old, context))).toEqual([
    'value: Forbidden: may not be changed in an update.',
    'preemptionPolicy: Invalid value: "PreemptLowerPriority": field is immutable',
  ])
})
