import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

let line: CommandLine

beforeEach(() => {
  line = new CommandLine()
})
afterEach(() => line.remove())

const KEY = 'kubectl.kubernetes.io/last-applied-configuration'
const CONFIG_MAP = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm' }, data: { a: 'b' } })
const WARNINGS =
  'warning: error calculating patch from openapi v3 spec: invalid JSON document\n' +
  'warning: error calculating patch from openapi spec: invalid JSON document\n'

test.each(['not json', '[1]', '"{}"'])('apply and diff tell that %s was not applied', async original => {
  line.file('m.json', CONFIG_MAP)
  await line.ok('create', '-f', 'm.json')
  await line.ok('annotate', 'cm', 'm', `${KEY}=${original}`)
  const applied = await line.run(['apply', '-f', 'm.json'])
  expect(applied.exit).toBe(1)
  expect(applied.stderr.startsWith(`${WARNINGS}error: error when applying patch:\n\nto:\nResource: `)).toBe(true)
  expect(applied.stderr).toContain(
    `for: "m.json": error when patching "m.json": creating patch with:\noriginal:\n${original}\nmodified:\n{"apiVersion":"v1"`,
  )
  expect(applied.stderr).toMatch(/\}\n\nfor:: invalid JSON document\n$/)
  const compared = await line.run(['diff', '-f', 'm.json'])
  expect(compared.stderr.startsWith(`${WARNINGS}error: error when patching "m.json": creating patch with:\n`)).toBe(
    true,
  )
  expect(await line.ok('get', 'cm', 'm', '-o', 'jsonpath={.data}')).toBe('{"a":"b"}')
})
