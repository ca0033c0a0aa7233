import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandLine } from './command-line.ts'

const DEFINITION = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'foos.company.com' },
  spec: {
    group: 'company.com',
    scope: 'Namespaced',
    names: { plural: 'foos', kind: 'Foo' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
}
const NO_TYPE = 'no kind "Foo" is registered for version "company.com/v1" in scheme "pkg/scheme/scheme.go:28"'
const UNDECODABLE = `unable to decode "foo.json": ${NO_TYPE}`

let line: CommandLine

beforeEach(async () => {
  line = new CommandLine()
  line.file('crd.json', JSON.stringify(DEFINITION))
  line.file('foo.json', JSON.stringify({ apiVersion: 'company.com/v1', kind: 'Foo', metadata: { name: 'a' } }))
  await line.ok('apply', '-f', 'crd.json')
  await line.ok('apply', '-f', 'foo.json')
})
afterEach(() => line.remove())

const failure = async (command: string) => {
  const { stdout, stderr, exit } = await line.run(command.split(' '))
  expect({ stdout, exit }).toEqual({ stdout: '', exit: 1 })
  return stderr
}

test.each([
  'rollout undo',
  'rollout pause',
  'rollout restart',
  'rollout history',
  'rollout status',
  'expose --port=80',
  'set image c=b',
  'set env A=B',
  'set env --list',
  'set resources --limits=cpu=1',
  'set subject --user=x',
])('%s wants a kind that kubectl has a Go type for', async command => {
  const [verb, ...rest] = command.split(' ')
  const at = verb === 'expose' ? 0 : 1
  const words = [verb, ...rest.slice(0, at), 'foo/a', ...rest.slice(at)].join(' ')
  expect(await failure(words)).toBe(`error: ${NO_TYPE}\n`)
})

test('files and lists are told of in their own words', async () => {
  expect(await failure('rollout history -f foo.json')).toBe(`error: ${UNDECODABLE}\n`)
  expect(await failure('rollout restart -f foo.json')).toBe(`${UNDECODABLE}\n`)
  expect(await failure('set image -f foo.json c=b')).toBe(`error: ${UNDECODABLE}\n`)
  expect(await failure('set env --local -f foo.json A=B')).toBe(`error: ${UNDECODABLE}\n`)
  expect(await failure('rollout history foos')).toBe(`error: ${NO_TYPE.replace('Foo', 'FooList')}\n`)
  expect(await failure('rollout pause foos')).toBe(`${NO_TYPE.replace('Foo', 'FooList')}\n`)
  expect(await failure('logs foo/a')).toBe(`error: ${NO_TYPE}\n`)
})
