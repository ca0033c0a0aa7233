import { expect, test } from 'vitest'
import type { LimitRange, LimitRangeItem, Pod } from '../../../src/api/types.gen.ts'
import { limitRanger } from '../../../src/apiserver/admission/limit-ranger.ts'
import { limitRange as limitRangeKind } from '../../../src/kinds/limitrange.ts'
import { pod as podKind } from '../../../src/kinds/pod.ts'
import { contextOf, podOf, texts } from '../../kinds/pod/fixtures.ts'

function limitRangeOf(...limits: LimitRangeItem[]): LimitRange {
  const object: LimitRange = { metadata: { name: 'l', namespace: 'default' }, spec: { limits } }
  limitRangeKind.setDefaults?.(object)
  return object
}

function admit(pod: Pod, limitRange: LimitRange): Pod {
  podKind.setDefaults?.(pod)
  const context = contextOf({ limitranges: [limitRange] })
  const attributes = {
    verb: 'create' as const,
    kind: podKind,
    namespace: 'default',
    name: 'p',
    subresource: '',
    object: pod,
  }
  limitRanger.admit!(attributes, context)
  limitRanger.validate!(attributes, context)
  return pod
}

test('max is the default limit, that the default request', () => {
  const [item] = limitRangeOf({ type: 'Container', max: { cpu: '1' }, min: { memory: '1Mi' } }).spec!.limits
  expect(item).toMatchObject({ default: { cpu: '1' }, defaultRequest: { cpu: '1', memory: '1Mi' } })
})

test('pods of a template share their spec with its defaults', () => {
  const limitRange = limitRangeOf({ type: 'Container', default: { cpu: '1' } })
  const first = podOf()
  const spec = first.spec!
  const one = admit(first, limitRange)
  const other = admit({ ...podOf(), spec }, limitRange)
  expect(other.spec).toBe(one.spec)
  expect(spec.containers[0]!.resources).toBeUndefined()
  expect(one.metadata.annotations).toEqual({
    'kubernetes.io/limit-ranger': 'LimitRanger plugin set: cpu request for container c; cpu limit for container c',
  })
})

test.each<[string, LimitRangeItem, object, string]>([
  ['min', { type: 'Pod', min: { memory: '1Gi' } }, {}, 'minimum memory usage per Pod is 1Gi.  No request is specified'],
  ['max', { type: 'Pod', max: { cpu: '1' } }, {}, 'maximum cpu usage per Pod is 1.  No limit is specified'],
  [
    'ratio',
    { type: 'Container', maxLimitRequestRatio: { cpu: '2' } },
    { limits: { cpu: '500m' }, requests: { cpu: '100m' } },
    'cpu max limit to request ratio per Container is 2, but provided ratio is 5.000000',
  ],
])('refuses what is out of range: %s', (_, item, resources, message) => {
  expect(() => admit(podOf({}, { resources }), limitRangeOf(item))).toThrow(`pods "p" is forbidden: ${message}`)
})

test('limits must be in order among each other', () => {
  const faults = (item: LimitRangeItem) => texts(limitRangeKind.validate(limitRangeOf(item), contextOf()))
  expect(faults({ type: 'Container', min: { cpu: '2' }, max: { cpu: '1' } })[0]).toBe(
    'spec.limits[0].min[cpu]: Invalid value: "2": min value 2 is greater than max value 1',
  )
  expect(faults({ type: 'Pod', default: { cpu: '1' } })).toEqual([
    "spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'",
  ])
  expect(faults({ type: 'PersistentVolumeClaim', max: { constructor: '1' } })).toHaveLength(2)
})
