import { afterAll, beforeAll, expect, test } from 'vitest'
import { CommandLine } from './command-line.ts'

let line: CommandLine

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`
const UNREADABLE = `error parsing bad.yaml: error converting YAML to JSON: yaml: line 1: did not find expected ',' or '}'`

beforeAll(async () => {
  line = new CommandLine()
  line.file('one.yaml', configMap('one'))
  line.file('two.yaml', `${configMap('two')}---\n${configMap('three')}`)
  line.file('bad.yaml', 'metadata: {name: x\n')
  line.file('both.yaml', `${configMap('one')}---\nmetadata: {name: x\n`)
  line.file('nameless.yaml', 'apiVersion: v1\nkind: Pod\n')
  await line.ok('apply', '-f', 'one.yaml', '-f', 'two.yaml')
}, 30_000)
afterAll(() => line.remove())

const fails = async (...argv: string[]) => {
  const { stderr, exit } = await line.run(argv)
  expect(exit).toBe(1)
  return stderr
}

test('get: a file that is named for itself is one object, unless there are more in it', async () => {
  const kind = (...argv: string[]) => line.ok('get', ...argv, '-o', 'jsonpath={.kind}')
  expect(await kind('-f', 'one.yaml')).toBe('ConfigMap')
  expect(await kind('-f', 'one*.yaml')).toBe('ConfigMap')
  expect(await kind('-f', 'two.yaml')).toBe('List')
  expect(await kind('-R', '-f', 'one.yaml')).toBe('ConfigMap')
  expect((await line.run(['get', '-f', '-', '-o', 'jsonpath={.kind}'], configMap('one'))).stdout).toBe('List')
})

// the words are those of kubectl 1.33
test('what cannot be read: for get and describe one error of several, for wait an error', async () => {
  expect(await fails('get', '-f', 'bad.yaml')).toBe(`${UNREADABLE}\n`)
  expect(await fails('get', '-f', 'bad.yaml', '-o', 'name')).toBe(`error: ${UNREADABLE}\n`)
  expect(await fails('describe', '-f', 'bad.yaml')).toBe(`${UNREADABLE}\n`)
  expect(await fails('wait', '--for=delete', '-f', 'bad.yaml')).toBe(`error: ${UNREADABLE}\n`)
})

test('wait --for=delete waits for what it can read, and then tells of the rest', async () => {
  expect(await fails('wait', '--for=delete', '--timeout=100ms', '-f', 'both.yaml')).toBe(
    `timed out waiting for the condition on configmaps/one\n${UNREADABLE.replace('bad.yaml', 'both.yaml')}\n`,
  )
})

test('wait --for=delete tells of what has gone since it was listed', async () => {
  await line.ok('create', 'ns', 'gone')
  for (const name of ['a', 'b']) await line.ok('create', 'cm', name, '-n', 'gone')
  await line.ok('label', 'cm', 'a', 'b', 'x=y', '-n', 'gone')
  const waited = line.ok('wait', 'cm', '-l', 'x=y', '--for=delete', '-n', 'gone', '--timeout=10s')
  await new Promise(resolve => setTimeout(resolve, 300))
  await line.ok('delete', 'cm', 'a', 'b', '-n', 'gone')
  expect(await waited).toBe('configmap/a condition met\nconfigmap/b condition met\n')
})

test('an object without a name is shown as it is written; nobody can wait for it or describe it', async () => {
  expect(await line.ok('get', '-f', 'nameless.yaml', '--no-headers')).toMatch(/^ +<unknown>\n$/)
  expect(await fails('describe', '-f', 'nameless.yaml')).toBe('error: resource name may not be empty\n')
  for (const what of ['delete', 'create', 'condition=Ready'])
    expect(await fails('wait', `--for=${what}`, '-f', 'nameless.yaml')).toBe('error: resource name must be provided\n')
})

test('--raw sends a file as it is, also one that is no JSON', async () => {
  const why = `couldn't get version/kind; json parse error: invalid character 'a' looking for beginning of value`
  expect(await fails('create', '--raw', '/api/v1/namespaces', '-f', 'one.yaml')).toBe(
    `Error from server (BadRequest): the object provided is unrecognized (must be of type Namespace): ${why} (61706956657273696f6e3a2076310a6b696e643a20436f6e6669674d6170 ...)\n`,
  )
  const path = '/api/v1/namespaces/default/configmaps/one'
  expect(await fails('replace', '--raw', path, '-f', 'one.yaml')).toContain(`(must be of type ConfigMap): ${why}`)
  expect(await fails('delete', '--raw', path, '-f', 'one.yaml')).toBe(`Error from server: ${why}\n`)
  expect(await fails('delete', '--raw', path, '-i')).toBe('error: --interactive can not be used with --raw\n')
})

test('the version 0 is none: it replaces whichever there is', async () => {
  line.file('zero.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one, resourceVersion: "0"}\ndata: {a: b}\n')
  expect(await line.ok('replace', '-f', 'zero.yaml')).toBe('configmap/one replaced\n')
})

test('--request-timeout is seconds or a duration, and ends a watch', async () => {
  expect(await fails('get', 'cm', '--request-timeout=1p')).toBe(
    'error: Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)\n',
  )
  const { stdout, stderr, exit } = await line.run(['get', 'cm', 'one', '-o', 'name', '-w', '--request-timeout=200ms'])
  expect([stdout, stderr, exit]).toEqual(['configmap/one\n', '', 0])
})

// the words are those of kubectl 1.33
test('rollout, set and expose know the types of what they are given', async () => {
  line.file('widget.yaml', 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: x}\n')
  line.file('no-version.yaml', 'kind: Pod\nmetadata: {name: x}\n')
  const unknown = `unable to decode "widget.yaml": no kind "Widget" is registered for version "example.com/v1" in scheme "pkg/scheme/scheme.go:28"\n`
  const missing = `unable to decode "no-version.yaml": Object 'apiVersion' is missing in '{"kind":"Pod","metadata":{"name":"x"}}'\n`
  for (const command of [
    ['rollout', 'status'],
    ['set', 'image', 'a=b'],
    ['set', 'env', 'A=b'],
    ['expose', '--port=80'],
  ]) {
    expect(await fails(...command, '-f', 'widget.yaml')).toBe(`error: ${unknown}`)
    expect(await fails(...command, '-f', 'no-version.yaml')).toBe(`error: ${missing}`)
  }
  expect(await fails('rollout', 'pause', '-f', 'widget.yaml')).toBe(unknown)
})

test('--validate=warn tells of what it cannot warn of', async () => {
  const warnings = (text: string) => text.split('\n').filter(row => row.startsWith('W'))
  for (const command of ['create', 'apply', 'replace']) {
    const said = await fails(command, '-f', 'widget.yaml', '--validate=warn')
    expect(warnings(said)).toHaveLength(1)
    expect(said).toMatch(
      /^W.* schema\.go:145\] cannot perform warn validation if server-side field validation is unsupported, skipping validation\nerror: resource mapping not found/,
    )
    expect(warnings(await fails(command, '-f', 'widget.yaml', '--validate=strict'))).toEqual([])
  }
})

test('wait --for=create of one name sees it come, and says when it does not', async () => {
  const waited = line.ok('wait', '--for=create', 'cm/late', '--timeout=10s')
  await new Promise(resolve => setTimeout(resolve, 200))
  await line.ok('create', 'configmap', 'late')
  expect(await waited).toBe('configmap/late condition met\n')
  for (const timeout of ['0', '100ms'])
    expect(await fails('wait', '--for=create', 'cm/never', `--timeout=${timeout}`)).toBe(
      'error: timed out waiting for the condition\n',
    )
})
