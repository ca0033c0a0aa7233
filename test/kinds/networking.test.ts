import { expect, test } from 'vitest'
import { errorText } from '../../src/apimachinery/validation/field.ts'
import { ingress } from '../../src/kinds/ingress.ts'
import { ingressClass } from '../../src/kinds/ingressclass.ts'
import type { WriteContext } from '../../src/kinds/kind.ts'
import { networkPolicy } from '../../src/kinds/networkpolicy.ts'

const context = {} as WriteContext
const now = new Date('2026-01-01T00:00:00Z')
const service = { name: 'web', port: { number: 80 } }

function ingressErrors(spec: object, annotations?: Record<string, string>): string[] {
  return ingress.validate({ metadata: { name: 'x', annotations }, spec } as never, context).map(errorText)
}

const rule = (path: object, host?: string) => ({ rules: [{ ...(host ? { host } : {}), http: { paths: [path] } }] })

test('ingress rules', () => {
  const at = 'spec.rules[0].http.paths[0]'
  expect(ingressErrors(rule({ path: '/', pathType: 'Prefix', backend: { service } }, '*.example.com'))).toEqual([])
  expect(ingressErrors({})).toEqual(['spec: Invalid value: null: either `defaultBackend` or `rules` must be specified'])
  expect(ingressErrors(rule({ path: 'a//b/..', pathType: 'Exact', backend: { service } }))).toEqual([
    `${at}.path: Invalid value: "a//b/..": must be an absolute path`,
    `${at}.path: Invalid value: "a//b/..": must not contain '//'`,
    `${at}.path: Invalid value: "a//b/..": cannot end with '/..'`,
  ])
  expect(ingressErrors(rule({ pathType: 'Regex', backend: {} }, '10.0.0.1'))).toEqual([
    'spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address',
    `${at}.pathType: Unsupported value: "Regex": supported values: "Exact", "ImplementationSpecific", "Prefix"`,
    `${at}.backend: Invalid value: "": resource or service backend is required`,
  ])
  expect(ingressErrors({ defaultBackend: { service: { name: 'web' } } })).toEqual([
    'spec.defaultBackend: Required value: port name or number is required',
  ])
})

test('the class of an ingress is told once', () => {
  const spec = { ingressClassName: 'a', defaultBackend: { service } }
  expect(ingressErrors(spec, { 'kubernetes.io/ingress.class': 'b' })).toEqual([
    'annotations.kubernetes.io/ingress.class: Invalid value: "b": must match `ingressClassName` when both are specified',
  ])
  const old = { metadata: { annotations: { 'kubernetes.io/ingress.class': 'b' } }, spec: {} }
  expect(ingress.warnings!(old as never)).toHaveLength(1)
  expect(ingress.warnings!(old as never, old as never)).toEqual([])
})

test('the row of an ingress shows three hosts', () => {
  const rules = ['a', 'b', 'c', 'd', 'e'].map(host => ({ host }))
  const status = { loadBalancer: { ingress: [{ ip: '10.0.0.2' }, { hostname: 'lb' }, { ip: '10.0.0.2' }] } }
  const row = ingress.row!({ metadata: { name: 'x' }, spec: { rules, tls: [{}] }, status } as never, now)
  expect(row.slice(0, 5)).toEqual(['x', '<none>', 'a,b,c + 2 more...', '10.0.0.2,lb', '80, 443'])
})

test('parameters of ingress classes are of the cluster or of a namespace', () => {
  const errors = (parameters: object) => {
    const object = { metadata: { name: 'x' }, spec: { controller: 'example.com/x', parameters } }
    ingressClass.setDefaults!(object as never)
    return ingressClass.validate(object as never, context).map(errorText)
  }
  expect(errors({ kind: 'A', name: 'a' })).toEqual([])
  expect(errors({ kind: 'A', name: 'a', namespace: 'b' })).toEqual([
    "spec.parameters.namespace: Forbidden: `parameters.scope` is set to 'Cluster'",
  ])
  expect(errors({ kind: 'A', name: 'a', scope: 'Namespace' })).toEqual([
    "spec.parameters.namespace: Required value: `parameters.scope` is set to 'Namespace'",
  ])
})

test('network policies: defaults, ports and peers', () => {
  const policy = { metadata: { name: 'x' }, spec: { egress: [{ ports: [{ port: 80, endPort: 70 }], to: [{}] }] } }
  networkPolicy.setDefaults!(policy as never)
  expect(policy.spec).toMatchObject({
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
    egress: [{ ports: [{ protocol: 'TCP' }] }],
  })
  expect(networkPolicy.validate(policy as never, context).map(errorText)).toEqual([
    'spec.egress[0].ports[0].endPort: Invalid value: 70: must be greater than or equal to `port`',
    'spec.egress[0].to[0]: Required value: must specify a peer',
  ])
  const block = { ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] }, podSelector: {} }
  const mixed = { metadata: {}, spec: { podSelector: {}, ingress: [{ from: [block] }], policyTypes: ['Ingress'] } }
  expect(networkPolicy.validate(mixed as never, context).map(errorText)).toEqual([
    'spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "10.0.0.0/8": must be a strict subset of `cidr`',
    'spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock and another peer',
  ])
})
