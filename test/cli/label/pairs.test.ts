import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  parseAnnotations,
  refuseAnnotationOverwrite,
  refuseSetAndRemoved,
} from '../../../src/cli/label/annotation-pairs.ts'
import { parseLabels, refuseLabelOverwrite } from '../../../src/cli/label/label-pairs.ts'
import { labelOperation, withMetadataMap } from '../../../src/cli/label/metadata-map.ts'
import { splitArguments } from '../../../src/cli/label/pairs.ts'

test('resources stand before changes', () => {
  expect(splitArguments(['pod', 'a', 'x=1', 'y-'], 'label')).toEqual({ resources: ['pod', 'a'], pairs: ['x=1', 'y-'] })
  expect(splitArguments(['-', '=x', ''], 'label')).toEqual({ resources: ['-', '=x', ''], pairs: [] })
  expect(() => splitArguments(['pod', 'x=1', 'a'], 'label')).toThrow(
    'all resources must be specified before label changes: a',
  )
})

test('labels: what no label can be is refused', () => {
  const { set, remove } = parseLabels(['a=1', 'b=', 'c-'])
  expect([[...set], remove]).toEqual([
    [
      ['a', '1'],
      ['b', ''],
    ],
    ['c'],
  ])
  expect(() => parseLabels(['a=b=c'])).toThrow('invalid label spec: a=b=c')
  expect(() => parseLabels(['a=b c'])).toThrow(/^invalid label value: "a=b c": a valid label must be/)
  expect(() => parseLabels(['a=1', 'a-'])).toThrow('can not both modify and remove a label in the same command')
  expect(() => refuseLabelOverwrite({ a: '1', b: '2' }, parseLabels(['a=9', 'b=2']))).toThrow(
    "'a' already has a value (1), and --overwrite is false",
  )
})

test('annotations: values hold anything; the change cause may be set again', () => {
  const change = parseAnnotations(['a=b=c', 'd-', 'kubernetes.io/change-cause=x'])
  expect(change.set.get('a')).toBe('b=c')
  expect(() => refuseAnnotationOverwrite({ 'kubernetes.io/change-cause': 'y' }, change)).not.toThrow()
  expect(() => refuseAnnotationOverwrite({ a: 'z' }, change)).toThrow(
    "--overwrite is false but found the following declared annotation(s): 'a' already has a value (z)",
  )
  expect(() => refuseSetAndRemoved(parseAnnotations(['a=1', 'a-', 'b=1', 'b-']))).toThrow(/: a, b$/)
})

test('a changed object shares nothing that changed, and keys such as __proto__ are only keys', () => {
  const keys = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'app'), fc.string())
  fc.assert(
    fc.property(
      fc.dictionary(keys, fc.string()),
      fc.array(fc.tuple(keys, fc.string())),
      fc.array(keys),
      (labels, set, remove) => {
        const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', labels } }
        const text = JSON.stringify(object)
        const change = { set: new Map(set), remove: remove.filter(key => !set.some(([k]) => k === key)) }
        const after = withMetadataMap(object, 'labels', change, '')
        expect(JSON.stringify(object)).toBe(text)
        const result = after.metadata.labels!
        for (const [key, value] of change.set) expect(Object.hasOwn(result, key) && result[key]).toBe(value)
        for (const key of change.remove) expect(Object.hasOwn(result, key)).toBe(false)
      },
    ),
  )
})

test('what a change is called', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', labels: { a: '1', b: '2' } } }
  const changed = (...pairs: string[]) => withMetadataMap(pod, 'labels', parseLabels(pairs), '')
  expect(labelOperation(pod, changed('a=1'), false)).toBe('not labeled')
  expect(labelOperation(pod, changed('c=1'), false)).toBe('labeled')
  expect(labelOperation(pod, changed('a-'), false)).toBe('unlabeled')
  expect(labelOperation(pod, changed('a-'), true)).toBe('labeled')
  const bare = { ...pod, metadata: { name: 'a' } }
  expect(labelOperation(bare, withMetadataMap(bare, 'labels', parseLabels(['x-']), ''), false)).toBe('labeled')
})
