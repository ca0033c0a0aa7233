import { describe, expect, test } from 'vitest'
import { changeProperty } from '../../../src/cli/config/property.ts'
import { defaultKubeconfig } from '../../../src/cli/kubeconfig.ts'

const config = defaultKubeconfig()
const set = (path: string, value: string, rawBytes = false) =>
  changeProperty(config, path, { unset: false, value, rawBytes })
const unset = (path: string) => changeProperty(config, path, { unset: true })

test('a field of an entry, and the entry with it where there is none', () => {
  expect(set('contexts.kubette.namespace', 'team').contexts[0]!.context.namespace).toBe('team')
  expect(set('clusters.10.0.0.1.server', 'https://x').clusters).toContainEqual({
    name: '10.0.0.1',
    cluster: { server: 'https://x' },
  })
  expect(set('users.a.act-as', 'b').users[0]).toEqual({ name: 'a', user: { as: 'b' } })
  expect(config).toEqual(defaultKubeconfig())
})

test('names of every object are names', () => {
  const changed = set('contexts.__proto__.namespace', 'team')
  expect(changed.contexts.map(c => c.name)).toEqual(['__proto__', 'kubette'])
})

test('bytes are base64 unless they are given as they are', () => {
  expect(set('users.u.client-key-data', 'YWJj').users[1]!.user['client-key-data']).toBe('YWJj')
  expect(set('users.u.client-key-data', 'abc', true).users[1]!.user['client-key-data']).toBe('YWJj')
})

test('the current context and the preferences', () => {
  expect(set('current-context', 'x')['current-context']).toBe('x')
  expect(set('preferences.colors', 'true').preferences).toEqual({ colors: true })
})

test('unset takes away fields, entries and lists', () => {
  expect(unset('contexts.kubette.user').contexts[0]!.context).toEqual({ cluster: 'kubette' })
  expect(unset('contexts.kubette').contexts).toEqual([])
  expect(unset('contexts').contexts).toEqual([])
  expect(unset('contexts.nope')).toEqual(config)
  expect(unset('current-context')['current-context']).toBe('')
})

// recorded with kubectl config set and unset
describe('refusals', () => {
  test.each([
    ['foo', 'unable to parse foo after [] at api.Config'],
    ['users.u.exec.command', 'unable to parse one or more field values of users.u.exec.command'],
    ['contexts.kubette.namespace.x', 'unable to parse one or more field values of contexts.kubette.namespace.x'],
    ['users.u.act-as-groups', 'unrecognized slice type. string'],
    ['users.u.extensions', "can't set a map to a value: map[]"],
    ['clusters.c.insecure-skip-tls-verify', 'strconv.ParseBool: parsing "v": invalid syntax'],
    ['users.u.client-key-data', 'error decoding input value: illegal base64 data at input byte 0'],
    ['clusters', "can't set a map to a value: map["],
  ])('set %s', (path, message) => {
    expect(() => set(path, 'v')).toThrow(message)
  })

  test('unset of an entry that is not there', () => {
    expect(() => unset('contexts.nope.namespace')).toThrow('current map key `nope` is invalid')
  })
})
