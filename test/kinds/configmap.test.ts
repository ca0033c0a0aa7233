import { describe, expect, it } from 'vitest'
import type { ConfigMap } from '../../src/api/types.gen.ts'
import { errorText } from '../../src/apimachinery/validation/field.ts'
import { configMap as kind } from '../../src/kinds/configmap.ts'
import type { WriteContext } from '../../src/kinds/kind.ts'

const context = {} as WriteContext
const configMap = (fields: Partial<ConfigMap>): ConfigMap => ({ metadata: { name: 'c' }, ...fields })
const errors = (fields: Partial<ConfigMap>) => kind.validate(configMap(fields), context).map(errorText)

describe('configMap', () => {
  it('refuses a key in both maps, bad keys and too much', () => {
    expect(errors({ data: { a: '' }, binaryData: { a: '' } })).toEqual([
      'data[a]: Invalid value: "a": duplicate of key present in binaryData',
    ])
    expect(errors({ data: { '..': '' } })).toHaveLength(1)
    expect(errors({ data: { a: 'ä'.repeat(524289) } })).toEqual(['[]: Too long: may not be more than 1048576 bytes'])
    expect(errors({ binaryData: { a: Buffer.alloc(1048576).toString('base64') } })).toEqual([])
  })

  it('cannot be changed once immutable', () => {
    const old = configMap({ immutable: true, data: { a: '1' }, binaryData: { b: '' } })
    const update = (fields: Partial<ConfigMap>) => kind.validateUpdate(configMap(fields), old, context).map(errorText)
    expect(update({ data: { a: '1' }, binaryData: { b: '' } })).toEqual([
      'immutable: Forbidden: field is immutable when `immutable` is set',
    ])
    expect(update({ immutable: true, data: { a: '2' } })).toEqual([
      'data: Forbidden: field is immutable when `immutable` is set',
      'binaryData: Forbidden: field is immutable when `immutable` is set',
    ])
  })
})
