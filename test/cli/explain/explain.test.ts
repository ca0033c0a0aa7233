import { describe, expect, it } from 'vitest'
import { builtInSchema } from '../../../src/cli/explain/built-in-schema.ts'
import { customResourceSchema } from '../../../src/cli/explain/custom-resource-schema.ts'
import { ExplainError, explain } from '../../../src/cli/explain/explain.ts'
import { wordWrap } from '../../../src/cli/explain/word-wrap.ts'

const CRON_TAB = { group: 'stable.example.com', version: 'v1', kind: 'CronTab' }
const cronTab = customResourceSchema({
  type: 'object',
  required: ['spec'],
  properties: {
    spec: {
      type: 'object',
      required: ['cronSpec'],
      properties: {
        cronSpec: { type: 'string', description: 'When.\nIn five fields.' },
        image: { type: 'string' },
        tags: { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } },
        mode: { type: 'string', enum: ['fast', 'slow', '', 'a', 'b'] },
        port: { 'x-kubernetes-int-or-string': true },
      },
    },
  },
})

describe('explain', () => {
  it('explains a field of a custom resource', () => {
    expect(explain(CRON_TAB, cronTab, ['spec'])).toBe(`GROUP:      stable.example.com
KIND:       CronTab
VERSION:    v1

FIELD: spec <Object>


DESCRIPTION:
    <empty>
FIELDS:
  cronSpec	<string> -required-
    When.
    In five fields.

  image	<string>
    <no description>

  mode	<string>
  enum: fast, slow, "", a, ....
    <no description>

  port	<Object>
    <no description>

  tags	<map[string][]string>
    <no description>


`)
  })

  it('shows all values of one field', () => {
    expect(explain(CRON_TAB, cronTab, ['spec', 'mode'])).toContain(
      'FIELD: mode <string>\nENUM:\n    fast\n    slow\n    ""\n    a\n    b\n\nDESCRIPTION:\n    <empty>\n\n',
    )
  })

  it('lists the fields of fields', () => {
    expect(explain(CRON_TAB, cronTab, ['spec'], true)).toContain(
      'FIELDS:\n  cronSpec\t<string> -required-\n  image\t<string>\n  mode\t<string>\n  enum:',
    )
  })

  it('knows the fields that every custom resource has', () => {
    const text = explain(CRON_TAB, cronTab)
    expect(text).toContain(
      '  apiVersion\t<string>\n    APIVersion defines the versioned schema of this representation of an object.\n',
    )
    expect(text).toContain("  metadata\t<ObjectMeta>\n    Standard object's metadata.")
    expect(text).toContain('  spec\t<Object> -required-\n')
  })

  it('explains built-in kinds, through lists and maps', () => {
    const pod = { group: '', version: 'v1', kind: 'Pod' }
    expect(explain(pod, builtInSchema(pod), ['spec', 'containers'], true)).toContain(
      'KIND:       Pod\nVERSION:    v1\n\nFIELD: containers <[]Container>\n',
    )
    expect(explain(pod, builtInSchema(pod), ['spec', 'containers', 'resources', 'limits'])).toContain(
      'FIELD: limits <map[string]Quantity>',
    )
    const service = { group: '', version: 'v1', kind: 'Service' }
    expect(explain(service, builtInSchema(service), ['spec', 'ports', 'targetPort'])).toContain('<IntOrString>')
  })

  it('stops at types that hold themselves', () => {
    const crd = { group: 'apiextensions.k8s.io', version: 'v1', kind: 'CustomResourceDefinition' }
    const text = explain(crd, builtInSchema(crd), [], true)
    expect(text).toContain('not\t<JSONSchemaProps>\n')
    expect(text.length).toBeLessThan(20_000)
  })

  it('names the last field of a path that leads nowhere', () => {
    const failure = () => explain(CRON_TAB, cronTab, ['spec', 'foo', 'constructor'])
    expect(failure).toThrow(ExplainError)
    expect(failure).toThrow('error: field "constructor" does not exist')
    expect(failure).toThrow(
      expect.objectContaining({ printed: 'GROUP:      stable.example.com\nKIND:       CronTab\nVERSION:    v1\n\n' }),
    )
  })
})

describe('wordWrap', () => {
  it('breaks at spaces and leaves long words whole', () => {
    expect(wordWrap('aa bb cc dddddddd e', 5)).toBe('aa bb\ncc\ndddddddd\ne')
  })
})
