import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

// What kubectl v1.33 did with the same command lines

let kubectl: CommandLine

beforeEach(() => {
  kubectl = new CommandLine()
})

afterEach(() => kubectl.remove())

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

test('an object is created without the nulls of its manifest, which the annotation keeps', async () => {
  kubectl.file(
    'nulls.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one, labels: null, annotations: {x: null}}\ndata: {a: "1", b: null}\n',
  )
  await kubectl.ok('apply', '-f', 'nulls.yaml')
  const { data, metadata } = JSON.parse(await kubectl.ok('get', 'cm', 'one', '-o', 'json'))
  expect(data).toEqual({ a: '1' })
  expect(metadata.annotations).toEqual({
    x: '',
    [LAST_APPLIED]:
      '{"apiVersion":"v1","data":{"a":"1","b":null},"kind":"ConfigMap","metadata":{"annotations":{"x":""},"labels":null,"name":"one","namespace":"default"}}\n',
  })
})

test('an annotation that is not JSON is told with all that a patch would have been made of', async () => {
  kubectl.file('one.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\n')
  await kubectl.ok('apply', '-f', 'one.yaml')
  await kubectl.ok('annotate', 'cm', 'one', `${LAST_APPLIED}=not json`, '--overwrite')
  const { stderr, exit } = await kubectl.run(['apply', '-f', 'one.yaml'])
  expect(stderr).toMatch(
    `warning: error calculating patch from openapi v3 spec: invalid JSON document
warning: error calculating patch from openapi spec: invalid JSON document
error: error when applying patch:

to:
Resource: "/v1, Resource=configmaps", GroupVersionKind: "/v1, Kind=ConfigMap"
Name: "one", Namespace: "default"
for: "one.yaml": error when patching "one.yaml": creating patch with:
original:
not json
modified:
{"apiVersion":"v1","kind":"ConfigMap","metadata":{"annotations":`,
  )
  expect(stderr).toMatch(/\n\nfor:: invalid JSON document\n$/)
  expect(exit).toBe(1)
  await kubectl.ok('annotate', 'cm', 'one', `${LAST_APPLIED}=`, '--overwrite')
  expect(await kubectl.run(['apply', '-f', 'one.yaml'])).toEqual({
    stdout: 'configmap/one configured\n',
    stderr: '',
    exit: 0,
  })
})

test('--overwrite=false leaves what others have changed, and says what that is', async () => {
  kubectl.file('one.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\ndata: {a: "1"}\n')
  await kubectl.ok('apply', '-f', 'one.yaml')
  await kubectl.ok('patch', 'cm', 'one', '-p', '{"data":{"a":"2"}}')
  const { stderr, exit } = await kubectl.run(['apply', '-f', 'one.yaml', '--overwrite=false'])
  expect(stderr.split('\n').slice(0, 8)).toEqual([
    'warning: error calculating patch from openapi v3 spec: patch:',
    'data:',
    '  a: "1"',
    '',
    'conflicts with changes made from original to current:',
    'data:',
    '  a: "2"',
    'metadata:',
  ])
  expect(exit).toBe(1)
  expect(await kubectl.ok('get', 'cm', 'one', '-o', 'jsonpath={.data.a}')).toBe('2')
})

test('several objects are shown as a list whose own fields come as in Go', async () => {
  const cm = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {a: "1"}\n`
  kubectl.file('two.yaml', `${cm('one')}---\n${cm('two')}`)
  const keys = (text: string) => text.match(/^ {0,4}"\w+"/gm)
  const shown = JSON.parse(await kubectl.ok('apply', '-f', 'two.yaml', '-o', 'json', '--dry-run=client'))
  expect(Object.keys(shown)).toEqual(['kind', 'apiVersion', 'metadata', 'items'])
  expect(Object.keys(shown.items[1])).toEqual(['apiVersion', 'data', 'kind', 'metadata'])
  expect(await kubectl.ok('apply', '-f', 'two.yaml', '-o', 'yaml')).toMatch(/^apiVersion: v1\nitems:\n/)
  expect(keys(await kubectl.ok('apply', '-f', 'two.yaml', '-o', 'json'))?.[0]).toBe('    "kind"')
})
