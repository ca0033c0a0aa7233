import { describe, expect, it } from 'vitest'
import { patchObject } from '../../src/schema/patch.ts'
import { SERVICE } from './objects.ts'

const web = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }] },
}

describe('patchObject', () => {
  it('shows what is left of a strategic patch when its result has a wrong type', () => {
    const ports = [{ port: '80' }]
    const patch = { metadata: { annotations: { a: 'x' } }, spec: { '$setElementOrder/ports': ports, ports } }
    expect(() => patchObject(web, 'strategic', patch, SERVICE)).toThrow(
      'patch: Invalid value: "map[metadata:map[annotations:map[a:x]] spec:map[]]": unrecognized type: int32',
    )
  })

  it('shows the whole result of the others', () => {
    const patch = [{ op: 'replace', path: '/spec/ports/0/port', value: 'eighty' }]
    expect(() => patchObject(web, 'json', patch, SERVICE)).toThrow(
      /patch: Invalid value: "\{\\"apiVersion.*\}": json: cannot unmarshal string into Go struct field ServicePort.spec.ports.port of type int32$/,
    )
  })

  it('makes no other kind of an object', () => {
    const otherwise = (fields: object) => () => patchObject(web, 'merge', fields, SERVICE)
    expect(otherwise({ kind: 'Unicorn' })).toThrow(
      /: no kind "Unicorn" is registered for version "v1" in scheme "pkg\/api\/legacyscheme\/scheme.go:30"$/,
    )
    expect(otherwise({ kind: 'Pod' })).toThrow(/: converting \(v1.Pod\) to \(core.Service\): unknown conversion$/)
    expect(otherwise({ apiVersion: 'v9' })).toThrow(/: no kind "Service" is registered for version "v9" in scheme /)
    const { object } = patchObject(web, 'merge', { kind: null, metadata: { labels: { a: 'b' } } }, SERVICE)
    expect(object).toMatchObject({ apiVersion: 'v1', kind: 'Service', metadata: { labels: { a: 'b' } } })
    expect(patchObject(web, 'strategic', { kind: 'Pod', apiVersion: 'x' }, SERVICE).object).toMatchObject(web)
  })

  it('warns of unknown fields, or refuses them', () => {
    const patch = { spec: { prots: [] } }
    expect(patchObject(web, 'strategic', patch, SERVICE).warnings).toEqual(['unknown field "spec.prots"'])
    expect(() => patchObject(web, 'merge', patch, SERVICE, { validation: 'Strict' })).toThrow(
      'strict decoding error: unknown field "spec.prots"',
    )
  })

  it('refuses what is no map', () => {
    expect(() => patchObject(web, 'strategic', [], SERVICE)).toThrow(
      /^json: cannot unmarshal array into Go value of type map\[string\]interface \{\}$/,
    )
    expect(() => patchObject(web, 'merge', 'x', SERVICE)).toThrow(
      /^error decoding patch: json: cannot unmarshal string/,
    )
  })
})
