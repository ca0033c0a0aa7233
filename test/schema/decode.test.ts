import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GroupVersionKind } from '../../src/api/object.ts'
import type { StatusError } from '../../src/apimachinery/status.ts'
import { decode } from '../../src/schema/decode.ts'
import { CONFIG_MAP, DEPLOYMENT, deployments, POD, SERVICE } from './objects.ts'

const LEASE = { group: 'coordination.k8s.io', version: 'v1', kind: 'Lease' }
const SECRET = { group: '', version: 'v1', kind: 'Secret' }

function refusal(value: unknown, gvk: GroupVersionKind): string {
  try {
    decode(value, gvk, { validation: 'Strict' })
  } catch (error) {
    return (error as StatusError).status.code === 400 ? (error as Error).message : 'not a BadRequest'
  }
  return 'accepted'
}

const service = (spec: object) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec })
const port = (fields: object) => service({ ports: [{ port: 80, ...fields }] })
const HANDLED = 'Service in version "v1" cannot be handled as a Service: '

describe('decode', () => {
  it.each([
    [
      port({ port: '80' }),
      'json: cannot unmarshal string into Go struct field ServicePort.spec.ports.port of type int32',
    ],
    [
      port({ port: 80.5 }),
      'json: cannot unmarshal number 80.5 into Go struct field ServicePort.spec.ports.port of type int32',
    ],
    [
      port({ port: 2 ** 31 }),
      'json: cannot unmarshal number 2147483648 into Go struct field ServicePort.spec.ports.port of type int32',
    ],
    [
      port({ protocol: 6 }),
      'json: cannot unmarshal number into Go struct field ServicePort.spec.ports.protocol of type v1.Protocol',
    ],
    [
      port({ targetPort: true }),
      'json: cannot unmarshal bool into Go struct field ServicePort.spec.ports.targetPort of type int32',
    ],
    [
      service({ selector: { app: 1 } }),
      'json: cannot unmarshal number into Go struct field ServiceSpec.spec.selector of type string',
    ],
    [
      service({ ports: { port: 80 } }),
      'json: cannot unmarshal object into Go struct field ServiceSpec.spec.ports of type []v1.ServicePort',
    ],
    [
      service({ selector: [] }),
      'json: cannot unmarshal array into Go struct field ServiceSpec.spec.selector of type map[string]string',
    ],
    [{ spec: 'x' }, 'json: cannot unmarshal string into Go struct field Service.spec of type v1.ServiceSpec'],
    [
      { metadata: { creationTimestamp: 'now' } },
      'parsing time "now" as "2006-01-02T15:04:05Z07:00": cannot parse "now" as "2006"',
    ],
  ])('names the field and the Go type of a value of the wrong type', (value, message) => {
    expect(refusal(value, SERVICE)).toBe(HANDLED + message)
  })

  it('reports the first wrong type of several, but stops at what cannot be parsed', () => {
    const both = { spec: { clusterIP: 1, externalName: true } }
    expect(refusal(both, SERVICE)).toContain('ServiceSpec.spec.clusterIP of type string')
    const parsed = { spec: { clusterIP: 1, ports: [{ targetPort: {} }] } }
    expect(refusal(parsed, SERVICE)).toContain(
      'object into Go struct field ServicePort.spec.ports.targetPort of type int32',
    )
  })

  it('refuses unknown fields in the order in which they stand', () => {
    const value = { metadata: { lables: {} }, spec: { ports: [{ targetport: 1 }], selectors: {} } }
    expect(refusal(value, SERVICE)).toBe(
      `${HANDLED}strict decoding error: unknown field "metadata.lables", unknown field "spec.ports[0].targetport", unknown field "spec.selectors"`,
    )
    const { object, warnings } = decode(value, SERVICE)
    expect(warnings).toHaveLength(3)
    expect(object.metadata).toEqual({})
    expect(decode(value, SERVICE, { validation: 'Ignore' }).warnings).toEqual([])
  })

  it('names map keys on the way to an unknown field', () => {
    const crd = { group: 'apiextensions.k8s.io', version: 'v1', kind: 'CustomResourceDefinition' }
    const schema = { openAPIV3Schema: { properties: { spec: { tpye: 'object' } } } }
    expect(refusal({ spec: { versions: [{ schema }] } }, crd)).toContain(
      'unknown field "spec.versions[0].schema.openAPIV3Schema.properties.spec.tpye"',
    )
  })

  it('refuses other kinds and versions', () => {
    expect(refusal({ kind: 'Pod', apiVersion: 'v1' }, SERVICE)).toBe(
      'Pod in version "v1" cannot be handled as a Service: converting (v1.Pod) to (core.Service): unknown conversion',
    )
    expect(
      refusal(
        { kind: 'HorizontalPodAutoscaler', apiVersion: 'autoscaling/v1' },
        { group: 'autoscaling', version: 'v2', kind: 'HorizontalPodAutoscaler' },
      ),
    ).toBe('the API version in the data (autoscaling/v1) does not match the expected API version (autoscaling/v2)')
    expect(refusal({ apiVersion: 3 }, SERVICE)).toBe(
      'the object provided is unrecognized (must be of type Service): couldn\'t get version/kind; json parse error: json: cannot unmarshal number into Go struct field .apiVersion of type string ({"apiVersion":3})',
    )
  })

  it('drops what omitempty leaves out and keeps what pointers say', () => {
    const pod = decode(
      {
        spec: {
          hostNetwork: false,
          hostUsers: false,
          nodeName: '',
          runtimeClassName: '',
          tolerations: [],
          nodeSelector: {},
          priority: 0,
        },
      },
      POD,
    ).object
    expect(pod).toEqual({
      metadata: {},
      spec: { hostUsers: false, runtimeClassName: '', priority: 0 },
      status: {},
    })
  })

  it('keeps zeros of pointers and of what has no omitempty, where OpenAPI says nothing of either', () => {
    const azureDisk = { diskName: 'd', diskURI: 'u', cachingMode: '', fsType: '', kind: '' }
    expect(decode({ spec: { volumes: [{ name: 'v', azureDisk }] } }, POD).object).toMatchObject({
      spec: { volumes: [{ azureDisk }] },
    })
    const hpa = { group: 'autoscaling', version: 'v1', kind: 'HorizontalPodAutoscaler' }
    expect(decode({ status: { observedGeneration: 0 } }, hpa).object).toMatchObject({
      status: { observedGeneration: 0 },
    })
    const node = { group: '', version: 'v1', kind: 'Node' }
    expect(decode({ status: { runtimeHandlers: [{ features: {} }] } }, node).object).toMatchObject({
      status: { runtimeHandlers: [{ name: '' }] },
    })
  })

  it('makes quantities, times and base64 canonical', () => {
    const pod = decode(
      {
        metadata: { deletionTimestamp: '2024-01-01T01:00:00.9+01:00' },
        spec: { containers: [{ name: 'c', resources: { limits: { cpu: 0.5, memory: '1024Mi' } } }] },
      },
      POD,
    ).object
    expect(pod).toMatchObject({
      metadata: { deletionTimestamp: '2024-01-01T00:00:00Z' },
      spec: { containers: [{ resources: { limits: { cpu: '500m', memory: '1Gi' } } }] },
    })
    expect(decode({ data: { a: 'YQ\n==' } }, SECRET).object).toMatchObject({ data: { a: 'YQ==' } })
  })

  it.each([
    '2024-01-01T00:00:00.123456Z',
    '2024-01-01T01:00:00,123456+01:00',
  ])('makes micro time %s canonical', time => {
    const lease = decode({ spec: { renewTime: time } }, LEASE).object
    expect(lease).toMatchObject({ spec: { renewTime: '2024-01-01T00:00:00.123456Z' } })
  })

  it.each([
    ['not base64!', 3],
    ['YWJjZ', 4],
    ['YW=', 3],
    ['YWJj=', 4],
    ['YQ==YQ==', 4],
    ['YWé', 2],
  ])('says where base64 goes wrong', (data, byte) => {
    expect(refusal({ data: { a: data } }, SECRET)).toBe(
      `Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte ${byte}`,
    )
  })

  it('keeps hostile keys as plain data and gives a tree of its own', () => {
    const value = JSON.parse('{"metadata":{"labels":{"__proto__":"x","constructor":"y"}},"__proto__":{"a":1}}')
    const { object, warnings } = decode(value, CONFIG_MAP)
    expect(JSON.stringify(object.metadata.labels)).toBe('{"__proto__":"x","constructor":"y"}')
    expect(Object.getPrototypeOf(object.metadata.labels)).toBe(Object.prototype)
    expect(warnings).toEqual(['unknown field "__proto__"'])
    expect(object.metadata.labels).not.toBe(value.metadata.labels)
  })

  it('reads null as not set', () => {
    const { object } = decode({ metadata: { creationTimestamp: null, labels: null }, data: { a: null } }, CONFIG_MAP)
    expect(object).toEqual({ metadata: {}, data: { a: '' } })
  })

  it('changes nothing in what it has decoded itself', () => {
    fc.assert(
      fc.property(deployments, deployment => {
        const once = decode(deployment, DEPLOYMENT).object
        expect(decode(once, DEPLOYMENT, { validation: 'Strict' }).object).toEqual(once)
      }),
      { numRuns: 100 },
    )
  })
})
