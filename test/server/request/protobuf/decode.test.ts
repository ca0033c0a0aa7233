import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StatusError } from '../../../../src/apimachinery/status.ts'
import { decodeProtobuf } from '../../../../src/server/request/protobuf.ts'
import { body, field, message, varint } from './write.ts'

const decode = (apiVersion: string, kind: string, ...fields: Buffer[]) => {
  const { kind: _, apiVersion: __, ...rest } = decodeProtobuf(body(apiVersion, kind, message(...fields)))
  return rest
}
const metadata = (...fields: Buffer[]) => field(1, message(...fields))
const podSpec = (...fields: Buffer[]) => (decode('v1', 'Pod', field(2, message(...fields))) as { spec: unknown }).spec

describe('decodeProtobuf', () => {
  it('gives the kind that the envelope names', () => {
    expect(decodeProtobuf(body('apps/v1', 'Deployment', message()))).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
    })
    expect(decodeProtobuf(body('batch/v1', 'DeleteOptions', field(1, 0)))).toEqual({
      apiVersion: 'batch/v1',
      kind: 'DeleteOptions',
      gracePeriodSeconds: 0,
    })
  })

  it('reads an eviction with its options', () => {
    const options = message(field(1, 0), field(2, field(1, 'u')), field(5, 'All'))
    expect(decode('policy/v1', 'Eviction', metadata(field(1, 'web')), field(2, options))).toEqual({
      metadata: { name: 'web' },
      deleteOptions: { gracePeriodSeconds: 0, preconditions: { uid: 'u' }, dryRun: ['All'] },
    })
  })

  it('leaves out zeros but those of pointers', () => {
    const spec = field(2, message(field(1, 0), field(5, 0), field(7, false)))
    expect(decode('apps/v1', 'Deployment', spec)).toEqual({ spec: { replicas: 0 } })
    expect(decode('batch/v1', 'Job', field(2, message(field(5, false), field(10, false))))).toEqual({
      spec: { manualSelector: false, suspend: false },
    })
    expect(podSpec(field(4, 0), field(11, false), field(8, ''), field(21, false))).toEqual({
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
    })
    expect(decode('v1', 'PersistentVolumeClaim', field(2, message(field(3, ''), field(5, ''))))).toEqual({
      spec: { storageClassName: '' },
    })
  })

  it('keeps the zeros that Go writes always', () => {
    expect(decode('scheduling.k8s.io/v1', 'PriorityClass', field(2, 0), field(3, false))).toEqual({ value: 0 })
  })

  it('puts what is embedded where it belongs', () => {
    const volume = message(field(1, 'v'), field(2, message(field(2, message(field(1, ''))))))
    expect(podSpec(field(1, volume))).toEqual({ volumes: [{ name: 'v', emptyDir: {} }] })
    const probe = message(
      field(1, message(field(3, message(field(1, message(field(1, 1), field(2, 0), field(3, 'http'))))))),
      field(2, 3),
    )
    expect(podSpec(field(2, message(field(1, 'c'), field(10, probe))))).toEqual({
      containers: [{ name: 'c', livenessProbe: { tcpSocket: { port: 'http' }, initialDelaySeconds: 3 } }],
    })
    const debug = message(field(1, message(field(1, 'd'), field(2, 'busybox'))), field(2, 'c'))
    expect(podSpec(field(34, debug))).toEqual({
      ephemeralContainers: [{ name: 'd', image: 'busybox', targetContainerName: 'c' }],
    })
    const reference = message(field(1, message(field(1, 'settings'))), field(2, 'mode'), field(3, false))
    const env = message(field(1, 'MODE'), field(3, message(field(3, reference))))
    expect(podSpec(field(2, message(field(1, 'c'), field(7, env))))).toEqual({
      containers: [
        {
          name: 'c',
          env: [{ name: 'MODE', valueFrom: { configMapKeyRef: { name: 'settings', key: 'mode', optional: false } } }],
        },
      ],
    })
  })

  it('writes times, quantities and what is int or string as JSON has them', () => {
    const time = message(field(1, 1_800_000_000), field(2, 123_456_789))
    expect(decode('v1', 'Pod', metadata(field(8, time), field(9, message())))).toEqual({
      metadata: { creationTimestamp: '2027-01-15T08:00:00Z', deletionTimestamp: null },
    })
    expect(decode('coordination.k8s.io/v1', 'Lease', field(2, message(field(4, time))))).toEqual({
      spec: { renewTime: '2027-01-15T08:00:00.123456Z' },
    })
    const quantity = message(field(1, 'cpu'), field(2, message(field(1, '500m'))))
    expect(decode('v1', 'ResourceQuota', field(2, message(field(1, quantity))))).toEqual({
      spec: { hard: { cpu: '500m' } },
    })
    const port = (value: Buffer) =>
      decode('v1', 'Service', field(2, message(field(1, message(field(3, 80), field(4, value))))))
    expect(port(message(field(1, 0), field(2, 8080), field(3, '')))).toEqual({
      spec: { ports: [{ port: 80, targetPort: 8080 }] },
    })
    expect(port(message())).toEqual({ spec: { ports: [{ port: 80, targetPort: 0 }] } })
  })

  it('reads maps of bytes and of lists, and names that objects have of their own', () => {
    const entry = (key: string, value: Buffer | string) => message(field(1, key), field(2, value))
    expect(decode('v1', 'Secret', field(2, entry('k', Buffer.from([0, 255]))), field(2, field(1, 'none')))).toEqual({
      data: { k: 'AP8=', none: null },
    })
    const review = message(field(3, 'ann'), field(5, entry('scopes', message(field(1, 'a'), field(1, 'b')))))
    expect(decode('authorization.k8s.io/v1', 'SubjectAccessReview', field(2, review))).toEqual({
      spec: { user: 'ann', extra: { scopes: ['a', 'b'] } },
    })
    const { data } = decode('v1', 'ConfigMap', field(2, entry('__proto__', 'x'))) as { data: object }
    expect(Object.entries(data)).toEqual([['__proto__', 'x']])
  })

  it('reads JSON within, and schemas that can be several things', () => {
    expect(decode('apps/v1', 'ControllerRevision', field(2, field(1, '{"a":[1]}')), field(3, 1))).toEqual({
      data: { a: [1] },
      revision: 1,
    })
    const string = message(field(5, 'string'))
    const schema = message(
      field(24, field(1, string)),
      field(30, message(field(1, false))),
      field(8, field(1, '0')),
      field(29, message(field(1, 'a'), field(2, message(field(30, message(field(1, true), field(2, string))))))),
    )
    const version = message(field(1, 'v1'), field(2, true), field(3, false), field(4, field(1, schema)))
    expect(decode('apiextensions.k8s.io/v1', 'CustomResourceDefinition', field(2, field(7, version)))).toEqual({
      spec: {
        versions: [
          {
            name: 'v1',
            served: true,
            storage: false,
            schema: {
              openAPIV3Schema: {
                items: { type: 'string' },
                additionalProperties: false,
                default: 0,
                properties: { a: { additionalProperties: { type: 'string' } } },
              },
            },
          },
        ],
      },
    })
  })

  it('reads packed lists, merges a message that comes twice, and passes over unknown fields', () => {
    const groups = field(14, field(4, message(varint(1n), varint(2n))))
    expect(podSpec(groups, field(14, field(5, 7)), field(999, 'x'), Buffer.from([0xfb, 0x3e, 0xfc, 0x3e]))).toEqual({
      securityContext: { supplementalGroups: [1, 2], fsGroup: 7 },
    })
  })

  it.each([
    [
      'no prefix',
      Buffer.from('{"kind":"Pod"}'),
      /^the object provided is unrecognized: .*expected prefix \[107 56 115 0\] \(7b226b696e64/,
    ],
    ['nothing behind the prefix', Buffer.from('k8s\0'), /: empty body \(6b387300\)$/],
    ['an envelope that is cut off', Buffer.from('k8s\0\x0a\x20v1'), /: unexpected EOF/],
    ['no kind', body('v1', '', message()), /^Object 'Kind' is missing/],
    ['no version', body('', 'Pod', message()), /^Object 'apiVersion' is missing/],
    ['an unknown kind', body('a/v1', 'B', message()), /: no kind "B" is registered for version "a\/v1"/],
    [
      'a wrong wire type',
      body('v1', 'Pod', field(1, 1)),
      /^Pod in version "v1" cannot be handled as a Pod: proto: wrong wireType = 0/,
    ],
    ['a field without a number', body('v1', 'Pod', field(0, 1)), /: proto: illegal tag 0 \(wire type 0\)$/],
    ['the end of a group', body('v1', 'Pod', Buffer.from([0x0c])), /: proto: wiretype end group for non-group$/],
    ['JSON that is none', body('apps/v1', 'ControllerRevision', field(2, field(1, '{'))), /cannot be handled/],
    ['JSON too deep', body('apps/v1', 'ControllerRevision', field(2, field(1, '['.repeat(9999)))), /nested too deeply/],
    ['a year that JSON has not', body('v1', 'Pod', field(1, field(8, field(1, 2 ** 50)))), /year outside of range/],
  ])('refuses %s', (_, bytes, text) => {
    expect(() => decodeProtobuf(bytes)).toThrow(StatusError)
    expect(() => decodeProtobuf(bytes)).toThrow(text)
  })

  it('refuses messages without end within messages', () => {
    let schema = message()
    for (let i = 0; i < 3000; i++) schema = field(28, schema)
    const crd = field(2, field(7, field(4, field(1, schema))))
    expect(() => decodeProtobuf(body('apiextensions.k8s.io/v1', 'CustomResourceDefinition', crd))).toThrow(
      /nested too deeply/,
    )
  })

  it('throws nothing but StatusErrors, whatever the bytes', () => {
    const kinds = fc.constantFrom<[string, string]>(
      ['v1', 'Pod'],
      ['apps/v1', 'StatefulSet'],
      ['v1', 'Event'],
      ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
    )
    const noise = fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes))
    const tree = fc.letrec<{ message: Buffer; value: Buffer | number | string }>(tie => ({
      message: fc
        .array(fc.tuple(fc.integer({ min: 1, max: 44 }), tie('value')), { maxLength: 6 })
        .map(fields => message(...fields.map(([n, v]) => field(n, v)))),
      value: fc.oneof({ maxDepth: 6 }, noise, fc.nat(), fc.string(), tie('message')),
    })).message
    fc.assert(
      fc.property(kinds, fc.oneof(noise, tree), ([apiVersion, kind], raw) => {
        try {
          JSON.stringify(decodeProtobuf(body(apiVersion, kind, raw)))
        } catch (error) {
          expect(error).toBeInstanceOf(StatusError)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
