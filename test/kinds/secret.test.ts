import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Secret } from '../../src/api/types.gen.ts'
import { errorText } from '../../src/apimachinery/validation/field.ts'
import type { WriteContext } from '../../src/kinds/kind.ts'
import { jsonObjectError } from '../../src/kinds/secret/json-object.ts'
import { secret as kind } from '../../src/kinds/secret.ts'

const context = {} as WriteContext
const base64 = (text: string) => Buffer.from(text).toString('base64')

function defaulted(fields: Partial<Secret>): Secret {
  const secret: Secret = { metadata: { name: 's' }, ...fields }
  kind.setDefaults!(secret)
  return secret
}

const errors = (fields: Partial<Secret>) => kind.validate(defaulted(fields), context).map(errorText)

describe('secret', () => {
  it('takes text over into data', () => {
    const secret = defaulted({ data: { a: base64('old'), b: 'c3\nNo' }, stringData: { a: 'new', __proto__x: '' } })
    expect(secret).toEqual({
      metadata: { name: 's' },
      type: 'Opaque',
      data: { a: base64('new'), b: 'c3No', __proto__x: '' },
    })
  })

  it('keeps keys that mean something to JavaScript', () => {
    const stringData = JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string>
    expect(JSON.stringify(defaulted({ stringData }).data)).toBe('{"__proto__":"eA==","constructor":"eQ=="}')
  })

  it('checks what its type needs', () => {
    expect(errors({ type: 'kubernetes.io/tls', stringData: { 'tls.crt': 'x' } })).toEqual([
      'data[tls.key]: Required value',
    ])
    expect(errors({ type: 'kubernetes.io/basic-auth' })).toEqual([
      'data[username]: Required value',
      'data[password]: Required value',
    ])
    expect(errors({ type: 'kubernetes.io/basic-auth', stringData: { password: '' } })).toEqual([])
    expect(errors({ type: 'kubernetes.io/ssh-auth', stringData: { 'ssh-privatekey': '' } })).toEqual([
      'data[ssh-privatekey]: Required value',
    ])
    expect(errors({ type: 'kubernetes.io/service-account-token' })).toEqual([
      'metadata.annotations[kubernetes.io/service-account.name]: Required value',
    ])
    const key = '.dockerconfigjson'
    expect(errors({ type: 'kubernetes.io/dockerconfigjson', stringData: { [key]: 'oops' } })).toEqual([
      `data[${key}]: Invalid value: "<secret contents redacted>": invalid character 'o' looking for beginning of value`,
    ])
  })

  it('refuses too much and bad keys', () => {
    expect(errors({ stringData: { 'a b': '' } })[0]).toMatch(/^data\[a b\]: Invalid value: "a b": a valid config key/)
    expect(errors({ stringData: { a: 'x'.repeat(1048577) } })).toEqual([
      'data: Too long: may not be more than 1048576 bytes',
    ])
  })

  it('stays as it is when immutable, and always of its type', () => {
    const old = { ...defaulted({ stringData: { a: '1' } }), immutable: true }
    const changed = { ...defaulted({ stringData: { a: '2' } }), type: 'kubernetes.io/other' }
    expect(kind.validateUpdate(changed, old, context).map(errorText)).toEqual([
      'type: Invalid value: "kubernetes.io/other": field is immutable',
      'immutable: Forbidden: field is immutable when `immutable` is set',
      'data: Forbidden: field is immutable when `immutable` is set',
    ])
  })
})

describe('jsonObjectError', () => {
  it.each([
    ['', 'unexpected end of JSON input'],
    ['{', 'unexpected end of JSON input'],
    ['nul1', "invalid character '1' in literal null (expecting 'l')"],
    ['{"a":1,}', `invalid character '}' looking for beginning of object key string`],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b"}', `invalid character '"' after object key:value pair`],
    ['{"a":[1 2]}', "invalid character '2' after array element"],
    ['{} x', "invalid character 'x' after top-level value"],
    ['{"a":"\n"}', "invalid character '\\n' in string literal"],
    ['[]', 'json: cannot unmarshal array into Go value of type map[string]interface {}'],
    ['null', undefined],
  ])('%j', (text, message) => {
    expect(jsonObjectError(text)).toBe(message)
  })

  it('takes every JSON object, and nothing that is no JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), o => jsonObjectError(JSON.stringify(o)) === undefined),
    )
    fc.assert(
      fc.property(fc.string(), text => {
        const isObject = (() => {
          try {
            const value: unknown = JSON.parse(text)
            return typeof value === 'object' && !Array.isArray(value)
          } catch {
            return false
          }
        })()
        return (jsonObjectError(text) === undefined) === isObject
      }),
    )
  })
})
