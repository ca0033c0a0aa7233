import { describe, expect, it } from 'vitest'
import { decodeCustomResource } from '../../src/schema/custom-resource.ts'
import { typeOfStructuralSchema } from '../../src/schema/structural-schema.ts'

const CRON_TAB = { group: 'stable.example.com', version: 'v1', kind: 'CronTab' }
const type = typeOfStructuralSchema(
  {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          replicas: { type: 'integer' },
          any: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        },
      },
    },
  },
  'CronTab',
)
const decode = (value: object, validation?: 'Strict') =>
  decodeCustomResource(value, CRON_TAB, type, validation ? { validation } : {})

describe('decodeCustomResource', () => {
  it('drops what the schema does not know and leaves types to validation', () => {
    const { object, warnings } = decode({
      kind: 'CronTab',
      metadata: { name: 'x', nmae: 1 },
      spec: { replicas: 'two', colour: 1, any: { a: [1] } },
    })
    expect(object).toEqual({ kind: 'CronTab', metadata: { name: 'x' }, spec: { replicas: 'two', any: { a: [1] } } })
    expect(warnings).toEqual(['unknown field "metadata.nmae"', 'unknown field "spec.colour"'])
  })

  it('refuses unknown fields when strict, and wrong metadata always', () => {
    expect(() => decode({ spec: { colour: 1 } }, 'Strict')).toThrow(
      'CronTab in version "v1" cannot be handled as a CronTab: strict decoding error: unknown field "spec.colour"',
    )
    expect(() => decode({ metadata: { labels: { a: 2 } } })).toThrow(
      'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
    )
  })
})
