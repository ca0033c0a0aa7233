import fc from 'fast-check'
import { expect, test } from 'vitest'
import { StatusError } from '../../../src/apimachinery/status.ts'
import { decodeProtobuf } from '../../../src/server/request/protobuf.ts'

/** What kubectl 1.33 sends for: create deployment web --image=nginx --replicas=2 --port=80. */
const DEPLOYMENT =
  'azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50ErgBCh8KA3dlYhIAGgAiACoAMgA4AEIAWgoKA2FwcBIDd2ViEoYBCAISDAoKCgNhcHASA3dlYhpsChwKABIAGgAiACoAMgA4AEIAWgoKA2FwcBIDd2ViEkwSLgoFbmdpbngSBW5naW54KgAyCgoAEAAYUCIAKgBCAGoAcgCAAQCIAQCQAQCiAQAaADIAQgBKAFIAWABgAGgAggEAigEAmgEAwgEAIgIKACgAOAAaDAgAEAAYACAAKAA4ABoAIgA='
/** create quota q --hard=cpu=1,pods=3 */
const QUOTA =
  'azhzAAoTCgJ2MRINUmVzb3VyY2VRdW90YRIwChEKAXESABoAIgAqADIAOABCABIZCgoKA2NwdRIDCgExCgsKBHBvZHMSAwoBMxoAGgAiAA=='
/** create pdb p --selector=app=x --min-available=50% */
const BUDGET =
  'azhzAAogCglwb2xpY3kvdjESE1BvZERpc3J1cHRpb25CdWRnZXQSOAoRCgFwEgAaACIAKgAyADgAQgASFwoJCAEQABoDNTAlEgoKCAoDYXBwEgF4GgoIABgAIAAoADAAGgAiAA=='
/** create secret generic s --from-literal=a=b */
const SECRET = 'azhzAAoMCgJ2MRIGU2VjcmV0Eh0KEQoBcxIAGgAiACoAMgA4AEIAEgYKAWESAWIaABoAIgA='

const decode = (base64: string) => decodeProtobuf(Buffer.from(base64, 'base64'))

/** A body of a kind whose message is made of some bytes. */
function body(apiVersion: string, kind: string, ...message: Uint8Array[]): Buffer {
  const typeMeta = Buffer.concat([text(1, apiVersion), text(2, kind)])
  return Buffer.concat([Buffer.from('k8s\0'), held(1, typeMeta), held(2, Buffer.concat(message))])
}
const held = (number: number, bytes: Uint8Array) => Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes])
const text = (number: number, value: string) => held(number, Buffer.from(value))
const number = (field: number, value: number | bigint) => Buffer.concat([varint(field * 8), varint(value)])
function varint(value: number | bigint): Buffer {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
  return Buffer.from([...bytes, Number(rest)])
}

test('a deployment of kubectl', () => {
  expect(decode(DEPLOYMENT)).toMatchObject({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', labels: { app: 'web' }, creationTimestamp: null },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'nginx', image: 'nginx', ports: [{ containerPort: 80 }], resources: {} }] },
      },
    },
  })
})

test('quantities, numbers or strings, and bytes are as in JSON', () => {
  expect(decode(QUOTA).spec).toEqual({ hard: { cpu: '1', pods: '3' } })
  expect(decode(BUDGET).spec).toMatchObject({ minAvailable: '50%', selector: { matchLabels: { app: 'x' } } })
  expect(decode(SECRET)).toMatchObject({ apiVersion: 'v1', kind: 'Secret', data: { a: 'Yg==' } })
  const port = held(1, Buffer.concat([number(1, 0), number(2, 5), text(3, '')]))
  expect(decodeProtobuf(body('policy/v1', 'PodDisruptionBudget', held(2, port)))).toMatchObject({
    spec: { minAvailable: 5 },
  })
})

test('times, negative numbers, fields within their holder, and what nobody knows', () => {
  const time = held(8, Buffer.concat([number(1, 1_700_000_000), number(2, 123_456_789)]))
  const metadata = held(1, Buffer.concat([text(1, 'n'), time, number(900, 1), text(901, 'x')]))
  const volume = held(1, Buffer.concat([text(1, 'data'), held(2, held(2, text(1, 'Memory')))]))
  const spec = held(2, Buffer.concat([volume, number(4, -5n)]))
  expect(decodeProtobuf(body('v1', 'Pod', metadata, spec))).toEqual({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'n', creationTimestamp: '2023-11-14T22:13:20Z' },
    spec: { volumes: [{ name: 'data', emptyDir: { medium: 'Memory' } }], terminationGracePeriodSeconds: -5 },
  })
  const lease = held(2, held(3, Buffer.concat([number(1, 1_700_000_000), number(2, 123_456_789)])))
  expect(decodeProtobuf(body('coordination.k8s.io/v1', 'Lease', lease))).toMatchObject({
    spec: { acquireTime: '2023-11-14T22:13:20.123456Z' },
  })
})

test('options of a deletion are the same in every group', () => {
  for (const group of ['v1', 'apps/v1', 'example.com/v1'])
    expect(decodeProtobuf(body(group, 'DeleteOptions', number(1, 0), text(4, 'Orphan')))).toMatchObject({
      gracePeriodSeconds: 0,
      propagationPolicy: 'Orphan',
    })
})

test('a key is only a key, whatever it is called', () => {
  const label = held(11, Buffer.concat([text(1, '__proto__'), text(2, 'x')]))
  const { metadata } = decodeProtobuf(body('v1', 'Pod', held(1, label))) as { metadata: { labels: object } }
  expect(Object.entries(metadata.labels)).toEqual([['__proto__', 'x']])
})

test('a schema of a custom resource is the JSON that it stands for', () => {
  const closed = held(30, Buffer.concat([number(1, 0)]))
  const items = held(24, held(1, text(5, 'string')))
  const property = held(29, Buffer.concat([text(1, 'a'), held(2, Buffer.concat([closed, items, number(38, 1)]))]))
  const schema = held(4, held(1, property))
  const crd = body('apiextensions.k8s.io/v1', 'CustomResourceDefinition', held(2, held(7, schema)))
  expect(decodeProtobuf(crd)).toMatchObject({
    spec: {
      versions: [
        {
          schema: {
            openAPIV3Schema: {
              properties: {
                a: {
                  additionalProperties: false,
                  items: { type: 'string' },
                  'x-kubernetes-preserve-unknown-fields': true,
                },
              },
            },
          },
        },
      ],
    },
  })
})

test('what is no object of the API is refused, however it is broken', () => {
  expect(() => decodeProtobuf(Buffer.from('{}'))).toThrow('does not appear to be a protobuf message')
  expect(() => decodeProtobuf(body('v1', 'Nothing'))).toThrow('no kind "Nothing" is registered for version "v1"')
  const whole = Buffer.from(DEPLOYMENT, 'base64')
  const broken = fc.oneof(
    fc.nat(whole.length - 1).map(length => whole.subarray(0, length)),
    fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, byte]) => {
      const copy = Buffer.from(whole)
      copy[at] = byte
      return copy
    }),
    fc.uint8Array({ maxLength: 200 }).map(bytes => body('v1', 'Pod', bytes)),
  )
  fc.assert(
    fc.property(broken, bytes => {
      try {
        decodeProtobuf(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(StatusError)
      }
    }),
  )
})
