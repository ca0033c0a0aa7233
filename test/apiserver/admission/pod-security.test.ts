import { expect, test } from 'vitest'
import type { KubeObject } from '../../../src/api/object.ts'
import type { Namespace, Pod } from '../../../src/api/types.gen.ts'
import { podSecurity } from '../../../src/apiserver/admission/pod-security.ts'
import { cronJob } from '../../../src/kinds/cronjob.ts'
import { deployment } from '../../../src/kinds/deployment.ts'
import type { Kind } from '../../../src/kinds/kind.ts'
import { namespace as namespaceKind } from '../../../src/kinds/namespace.ts'
import { pod as podKind } from '../../../src/kinds/pod.ts'
import { contextOf, podOf } from '../../kinds/pod/fixtures.ts'

const PREFIX = 'pod-security.kubernetes.io/'

function namespaceOf(labels: Record<string, string>): Namespace {
  return {
    metadata: { name: 'n', labels: Object.fromEntries(Object.entries(labels).map(([k, v]) => [PREFIX + k, v])) },
  }
}

function validate(
  kind: Kind,
  object: KubeObject,
  namespace: Namespace,
  { old, subresource = '', pods = [] }: { old?: KubeObject; subresource?: string; pods?: Pod[] } = {},
): string[] {
  const warnings: string[] = []
  const context = { ...contextOf({ namespaces: [namespace], pods }), warn: (text: string) => warnings.push(text) }
  const verb = old ? ('update' as const) : ('create' as const)
  const attributes = {
    verb,
    kind,
    namespace: kind.namespaced ? 'n' : '',
    name: object.metadata.name!,
    subresource,
    object,
  }
  podSecurity.validate!(old ? { ...attributes, old } : attributes, context)
  return warnings
}

const HOST_PID = podOf({ hostPID: true })
const TEMPLATE = { metadata: {}, spec: HOST_PID.spec! }

test('enforce refuses pods, warn only tells', () => {
  expect(() => validate(podKind, HOST_PID, namespaceOf({ enforce: 'baseline' }))).toThrow(
    'pods "p" is forbidden: violates PodSecurity "baseline:latest": host namespaces (hostPID=true)',
  )
  expect(validate(podKind, HOST_PID, namespaceOf({ warn: 'baseline', 'warn-version': 'v1.30' }))).toEqual([
    'would violate PodSecurity "baseline:v1.30": host namespaces (hostPID=true)',
  ])
  expect(validate(podKind, HOST_PID, namespaceOf({ audit: 'restricted' }))).toEqual([])
})

test('what makes pods is never refused', () => {
  const labels = namespaceOf({ enforce: 'baseline', warn: 'baseline' })
  const told = ['would violate PodSecurity "baseline:latest": host namespaces (hostPID=true)']
  const metadata = { name: 'd', namespace: 'n' }
  expect(validate(deployment, { metadata, spec: { template: TEMPLATE } } as KubeObject, labels)).toEqual(told)
  const cron = { metadata, spec: { jobTemplate: { spec: { template: TEMPLATE } } } } as KubeObject
  expect(validate(cronJob, cron, labels)).toEqual(told)
})

test('an update that changes nothing of what runs is not looked at', () => {
  const labels = namespaceOf({ enforce: 'baseline' })
  const labelled = { ...HOST_PID, metadata: { ...HOST_PID.metadata, labels: { a: 'b' } } }
  expect(validate(podKind, labelled, labels, { old: HOST_PID })).toEqual([])
  expect(validate(podKind, HOST_PID, labels, { old: podOf({}, { image: 'old' }), subresource: 'status' })).toEqual([])
  expect(() => validate(podKind, HOST_PID, labels, { old: podOf({}, { image: 'old' }) })).toThrow('is forbidden')
})

test('labels that cannot be read are refused, and kept as they were', () => {
  const bad = namespaceOf({ enforce: 'none', 'warn-version': 'v2' })
  expect(() => validate(namespaceKind, bad, bad)).toThrow(
    'Namespace "n" is invalid: [metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "none": must be one of privileged, baseline, restricted, metadata.labels[pod-security.kubernetes.io/warn-version]: Invalid value: "v2": must be "latest" or "v1.x"]',
  )
  expect(validate(namespaceKind, bad, bad, { old: bad })).toEqual([])
})

test('a stricter level says which pods there are that it would not let in', () => {
  const pods = ['a', 'b', 'c'].map(name => ({ ...HOST_PID, metadata: { name, namespace: 'n' } }))
  const one = { ...podOf({ hostIPC: true }, { securityContext: { privileged: true } }), metadata: { name: 'z' } }
  const strict = namespaceOf({ enforce: 'baseline' })
  const told = validate(namespaceKind, strict, strict, { old: namespaceOf({}), pods: [...pods, one] })
  expect(told).toEqual([
    'existing pods in namespace "n" violate the new PodSecurity enforce level "baseline:latest"',
    'a (and 2 other pods): host namespaces',
    'z: host namespaces, privileged',
  ])
  expect(validate(namespaceKind, strict, strict, { old: namespaceOf({ enforce: 'restricted' }), pods })).toEqual([])
})
