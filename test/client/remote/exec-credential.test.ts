import { expect, test } from 'vitest'
import { type ExecPlugin, isInteractive, runExecPlugin } from '../../../src/client/remote/exec-credential.ts'

const plugin = (interactiveMode: string, more: Partial<ExecPlugin> = {}): ExecPlugin => ({
  command: 'sh',
  args: [],
  env: [],
  apiVersion: 'client.authentication.k8s.io/v1',
  interactiveMode,
  installHint: '',
  ...more,
})
const taken = { inputIsTaken: () => true }

test('a program may ask on a terminal, unless the command has read it', () => {
  expect(isInteractive(plugin('IfAvailable'), true)).toBe(true)
  expect(isInteractive(plugin('IfAvailable'), false)).toBe(false)
  expect(isInteractive(plugin('IfAvailable', taken), true)).toBe(false)
  expect(isInteractive(plugin('Never'), true)).toBe(false)
  expect(isInteractive(plugin('Always'), true)).toBe(true)
})

test('one that must ask cannot without', () => {
  const prefix = 'exec plugin cannot support interactive mode: '
  expect(() => isInteractive(plugin('Always'), false)).toThrow(`${prefix}standard input is not a terminal`)
  expect(() => isInteractive(plugin('Always', taken), true)).toThrow(
    `${prefix}standard input is unavailable: used by stdin resource manifest reader`,
  )
})

test.each([
  ['hello', 'string'],
  ['3', 'number'],
  ['[]', 'array'],
])('%s is no credential', (text, type) => {
  expect(() => runExecPlugin(plugin('Never', { args: ['-c', `echo '${text}'`] }), false, process.env)).toThrow(
    `decoding stdout: couldn't get version/kind; json parse error: json: cannot unmarshal ${type} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
  )
})
