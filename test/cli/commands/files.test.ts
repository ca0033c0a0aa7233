import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandLine } from './command-line.ts'

let line: CommandLine

beforeEach(() => {
  line = new CommandLine()
})
afterEach(() => line.remove())

const configMap = (name: string, metadata = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
})

test('create does not send the resourceVersion of a file', async () => {
  line.file('a.json', JSON.stringify(configMap('a', { resourceVersion: '7' })))
  expect(await line.ok('create', '-f', 'a.json')).toBe('configmap/a created\n')
  expect(await line.ok('replace', '--force', '-f', 'a.json')).toBe(
    'configmap "a" deleted from default namespace\nconfigmap/a replaced\n',
  )
  await line.ok('delete', 'configmap', 'a')
  expect(await line.ok('apply', '-f', 'a.json')).toBe('configmap/a created\n')
})

test('what several objects of files cannot be watched for', async () => {
  const [a, b] = [configMap('a'), configMap('b')]
  line
    .file('list.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [a, b] }))
    .file('two.yaml', `${JSON.stringify(a)}\n---\n${JSON.stringify(b)}\n`)
    .file('a.json', JSON.stringify(a))
    .file('b.json', JSON.stringify(b))
  await line.ok('create', '-f', 'list.json')
  const fails = async (...files: string[]) => {
    const { stderr, exit } = await line.run(['get', '--watch', ...files.flatMap(file => ['-f', file])])
    expect(exit).toBe(1)
    return stderr
  }
  const only = 'error: watch is only supported on individual resources and resource collections'
  expect(await fails('list.json')).toBe(`${only}, but a list of resources is found\n`)
  expect(await fails('two.yaml')).toBe(`${only} - 2 resources were found\n`)
  expect(await fails('a.json', 'b.json')).toBe(
    'error: you may only watch a single resource or type of resource at a time\n',
  )
})

test('a namespace does not bound the deletion of what is in none, and kubectl says so once', async () => {
  const warning = 'Warning: deleting cluster-scoped resources, not scoped to the provided namespace\n'
  const create = () => line.ok('create', 'clusterrole', 'a', '--verb=get', '--resource=pods')
  await create()
  await line.ok('create', 'clusterrole', 'b', '--verb=get', '--resource=pods')
  expect(await line.run(['delete', 'clusterrole', 'a', 'b', '-n', 'test'])).toMatchObject({ stderr: warning, exit: 0 })
  await create()
  expect((await line.run(['delete', 'clusterrole', 'a'])).stderr).toBe('')
  await create()
  expect((await line.run(['delete', 'configmap', '--all', '-n', 'test'])).stderr).toBe('')
})

test('standard input is variables or objects, not both', async () => {
  const { stderr, exit } = await line.run(['set', 'env', '-f', '-', '-'], 'A=B\n')
  expect({ stderr, exit }).toEqual({ stderr: 'error: standard input cannot be used for multiple arguments\n', exit: 1 })
})
