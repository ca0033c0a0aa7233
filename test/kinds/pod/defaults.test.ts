import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Container, PodSpec } from '../../../src/api/types.gen.ts'
import { completePodSpec, completeTemplateSpec } from '../../../src/kinds/pod/defaults.ts'
import { imageTag } from '../../../src/kinds/pod/image.ts'
import { podQOSClass } from '../../../src/kinds/pod/qos.ts'
import { podOf } from './fixtures.ts'

const complete = (spec: Partial<PodSpec>, container: Partial<Container> = {}) =>
  completePodSpec(podOf(spec, container).spec)

describe('the tag of an image', () => {
  test.each([
    ['nginx', 'latest'],
    ['nginx:latest', 'latest'],
    ['nginx:1.27', '1.27'],
    ['registry:5000/a/b', 'latest'],
    ['registry:5000/a/b:v1', 'v1'],
    [`nginx@sha256:${'a'.repeat(64)}`, ''],
    [`nginx:1@sha256:${'a'.repeat(64)}`, '1'],
    ['NGINX', ''],
    ['a b', ''],
    ['', ''],
  ])('%s', (image, tag) => expect(imageTag(image)).toBe(tag))
})

test('what is empty and may be left out is left out', () => {
  const container: Partial<Container> = {
    args: [],
    stdin: false,
    env: [{ name: 'A', value: '' }],
    ports: [{ containerPort: 80, hostPort: 0, name: '' }],
    volumeMounts: [{ name: 'v', mountPath: '/v', readOnly: false, subPath: '' }],
    livenessProbe: {
      initialDelaySeconds: 0,
      timeoutSeconds: 0,
      httpGet: { port: 80, path: '', httpHeaders: [{ name: 'H', value: '' }] },
    },
    resources: { limits: {}, requests: { cpu: '1000m' } },
    securityContext: { privileged: false, runAsUser: 0 },
  }
  const spec = complete(
    {
      hostNetwork: false,
      nodeSelector: {},
      tolerations: [],
      volumes: [{ name: 'v', csi: { driver: 'd', readOnly: false } }],
    },
    container,
  )
  expect(spec).not.toHaveProperty('hostNetwork')
  expect(spec).not.toHaveProperty('nodeSelector')
  expect(spec).not.toHaveProperty('tolerations')
  expect(spec.volumes).toEqual([{ name: 'v', csi: { driver: 'd', readOnly: false } }])
  expect(spec.containers[0]).toEqual({
    name: 'c',
    image: 'nginx',
    imagePullPolicy: 'Always',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    env: [{ name: 'A' }],
    ports: [{ containerPort: 80, protocol: 'TCP' }],
    volumeMounts: [{ name: 'v', mountPath: '/v' }],
    livenessProbe: {
      timeoutSeconds: 1,
      periodSeconds: 10,
      successThreshold: 1,
      failureThreshold: 3,
      httpGet: { port: 80, path: '/', scheme: 'HTTP', httpHeaders: [{ name: 'H', value: '' }] },
    },
    resources: { requests: { cpu: '1' } },
    securityContext: { privileged: false, runAsUser: 0 },
  })
})

test('limits are requested, host ports opened, accounts agree: in pods, not in templates', () => {
  const given: Partial<PodSpec> = { hostNetwork: true, serviceAccount: 'robot' }
  const container = { ports: [{ containerPort: 80 }], resources: { limits: { cpu: '1' } } }
  const pod = complete(given, container)
  expect(pod.containers[0]!.resources).toEqual({ limits: { cpu: '1' }, requests: { cpu: '1' } })
  expect(pod.containers[0]!.ports![0]!.hostPort).toBe(80)
  expect(pod).toMatchObject({ serviceAccount: 'robot', serviceAccountName: 'robot', enableServiceLinks: true })
  const template = completeTemplateSpec(podOf(given, container).spec)
  expect(template.containers[0]!.resources).toEqual({ limits: { cpu: '1' } })
  expect(template.containers[0]!.ports).toEqual([{ containerPort: 80, protocol: 'TCP' }])
  expect(template).not.toHaveProperty('enableServiceLinks')
})

test('keys of users may be anything', () => {
  const nodeSelector = JSON.parse('{"__proto__":"x","constructor":"y"}')
  expect(Object.keys(complete({ nodeSelector }).nodeSelector!)).toEqual(['__proto__', 'constructor'])
})

const quantity = fc.constantFrom('0', '100m', '1', '1500m', '64Mi', '0.5Gi')
const list = fc.dictionary(fc.constantFrom('cpu', 'memory', 'ephemeral-storage'), quantity)
const container: fc.Arbitrary<Container> = fc.record({
  name: fc.constantFrom('a', 'b'),
  image: fc.constantFrom('nginx', 'nginx:1'),
  args: fc.array(fc.constantFrom('', 'x'), { maxLength: 2 }),
  tty: fc.boolean(),
  resources: fc.record({ limits: list, requests: list }),
  ports: fc.array(
    fc.record({ containerPort: fc.integer({ min: 0, max: 9 }), hostPort: fc.integer({ min: 0, max: 9 }) }),
  ),
})
const spec: fc.Arbitrary<PodSpec> = fc.record({
  containers: fc.array(container, { maxLength: 3 }),
  initContainers: fc.array(container, { maxLength: 2 }),
  hostNetwork: fc.boolean(),
})

test('a complete spec is complete, and what it is made of stays as it was', () => {
  fc.assert(
    fc.property(spec, given => {
      const before = structuredClone(given)
      const once = completePodSpec(given)
      expect(given).toEqual(before)
      expect(completePodSpec(once)).toEqual(once)
      expect(completePodSpec(completeTemplateSpec(given))).toEqual(once)
    }),
  )
})

describe('quality of service', () => {
  const of = (...resources: NonNullable<Container['resources']>[]) =>
    podQOSClass(completePodSpec({ containers: resources.map((r, i) => ({ name: `c${i}`, image: 'i', resources: r })) }))
  test.each([
    ['BestEffort', [{}]],
    ['BestEffort', [{ requests: { 'ephemeral-storage': '1Gi', cpu: '0' } }]],
    ['Burstable', [{ requests: { cpu: '1' } }]],
    ['Burstable', [{ limits: { cpu: '1' } }]],
    ['Burstable', [{ limits: { cpu: '1', memory: '1Gi' } }, {}]],
    ['Burstable', [{ limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '500m' } }]],
    ['Guaranteed', [{ limits: { cpu: '1', memory: '1Gi' } }, { limits: { cpu: '1000m', memory: '1024Mi' } }]],
  ])('%s', (expected, resources) => expect(of(...(resources as NonNullable<Container['resources']>[]))).toBe(expected))
})

test('projections of what is off by default are left out, their sources stay', () => {
  const sources = [
    { clusterTrustBundle: { name: 'roots', path: 'roots.pem' } },
    { podCertificate: { signerName: 'a/b', keyType: 'ED25519', credentialBundlePath: 'c.pem' } },
    { secret: { name: 's' } },
  ]
  const { volumes } = complete({ volumes: [{ name: 'v', projected: { sources } }] })
  expect(volumes).toEqual([
    { name: 'v', projected: { defaultMode: 420, sources: [{}, {}, { secret: { name: 's' } }] } },
  ])
})
