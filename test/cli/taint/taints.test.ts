import { describe, expect, test } from 'vitest'
import { changeTaints } from '../../../src/cli/taint/change-taints.ts'
import { parseTaints } from '../../../src/cli/taint/parse-taints.ts'

describe('parseTaints', () => {
  test('reads what to add and what to remove', () => {
    expect(parseTaints(['a=b:NoSchedule', 'c:NoExecute', 'd-', 'e:NoSchedule-', 'f=g:NoExecute-'])).toEqual({
      add: [
        { key: 'a', value: 'b', effect: 'NoSchedule' },
        { key: 'c', effect: 'NoExecute' },
      ],
      remove: [
        { key: 'd', effect: '' },
        { key: 'e', effect: 'NoSchedule' },
        { key: 'f', effect: 'NoExecute' },
      ],
    })
  })

  test.each([
    ['a=b:Never', 'invalid taint effect: Never, unsupported taint effect'],
    ['a=b', 'invalid taint spec: a=b, name part must consist of'],
    ['a=b=c:NoSchedule', 'invalid taint spec: a=b=c:NoSchedule'],
    ['a:b:NoSchedule', 'invalid taint spec: a:b:NoSchedule'],
    ['a=_:NoSchedule', 'invalid taint spec: a=_:NoSchedule, a valid label must be'],
    [':NoSchedule', 'invalid taint spec: :NoSchedule, name part must be non-empty'],
  ])('refuses %s', (spec, message) => {
    expect(() => parseTaints([spec])).toThrow(message)
  })

  test('refuses a taint that is there twice', () => {
    expect(() => parseTaints(['a=b:NoSchedule', 'a=c:NoSchedule'])).toThrow(
      'duplicated taints with the same key and effect: {a c NoSchedule <nil>}',
    )
    expect(parseTaints(['a=b:NoSchedule', 'a=c:NoExecute']).add).toHaveLength(2)
  })
})

describe('changeTaints', () => {
  const old = [
    { key: 'a', value: '1', effect: 'NoSchedule' },
    { key: 'a', value: '1', effect: 'NoExecute' },
  ]
  const change = (specs: string[], overwrite = false) => changeTaints('n', old, parseTaints(specs), overwrite)

  test('puts new taints first', () => {
    expect(change(['b:NoSchedule'])).toEqual({
      taints: [{ key: 'b', effect: 'NoSchedule' }, ...old],
      operation: 'tainted',
    })
  })

  test('replaces one only if it may', () => {
    expect(() => change(['a=2:NoSchedule', 'a=2:NoExecute'])).toThrow(
      'node n already has a,a taint(s) with same effect(s) and --overwrite is false',
    )
    expect(change(['a=2:NoSchedule'], true)).toEqual({
      taints: [{ key: 'a', value: '2', effect: 'NoSchedule' }, old[1]],
      operation: 'modified',
    })
  })

  test('removes by key, or by key and effect', () => {
    expect(change(['a-'])).toEqual({ taints: [], operation: 'untainted' })
    expect(change(['a:NoSchedule-'])).toEqual({ taints: [old[1]], operation: 'untainted' })
    expect(change(['b:NoSchedule', 'a-']).operation).toBe('modified')
  })

  test('tells of everything that is not there', () => {
    expect(() => change(['b-', 'c:NoExecute-'])).toThrow('[taint "b" not found, taint "c:NoExecute" not found]')
  })
})
