import { afterAll, beforeAll, expect, test } from 'vitest'
import { CommandLine } from './command-line.ts'

let kubectl: CommandLine

beforeAll(async () => {
  kubectl = new CommandLine()
  kubectl.file('one.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\n')
  await kubectl.ok('create', 'cm', 'two', '--from-literal=a=1')
  await kubectl.ok('create', '-f', 'one.yaml')
  await kubectl.ok('label', 'cm', 'one', 'rank=2')
  await kubectl.ok('label', 'cm', 'two', 'rank=1')
})

afterAll(() => kubectl.remove())

const get = (...args: string[]) => kubectl.run(['get', ...args])
const stderrOf = async (...args: string[]) => (await get(...args)).stderr

test('--sort-by sorts the objects that --server-print=false prints', async () => {
  const { stdout } = await get('cm', '-l', 'rank', '--sort-by=.metadata.labels.rank', '--server-print=false')
  expect(stdout.split('\n').map(line => line.split(' ')[0])).toEqual(['NAME', 'two', 'one', ''])
})

test('--show-labels names the whole output that it does not go with', async () => {
  expect(await stderrOf('cm', '-o', 'jsonpath={.kind}', '--show-labels')).toBe(
    'error: --show-labels option cannot be used with jsonpath={.kind} printer\n',
  )
})

test('a subresource is of one object', async () => {
  const bulk = 'error: subresource cannot be used when bulk resources are specified\n'
  expect(await stderrOf('deploy', '--subresource=scale')).toBe(bulk)
  expect(await stderrOf('pods', '-l', 'a=b', '--subresource=status')).toBe(bulk)
})

test('files that are not there are told before the arguments beside them', async () => {
  expect(await stderrOf('-f', 'none.yaml', 'cm')).toBe('error: the path "none.yaml" does not exist\n')
  expect(await stderrOf('-f', 'one.yaml', 'cm')).toContain('error: when paths, URLs, or stdin is provided')
  expect(await stderrOf('-f', 'one.yaml', 'cm/a')).toBe(
    'error: resource/name arguments cannot be provided when a path is specified\n',
  )
})

test('the labels of what files name are asked of what is read, and a table has none', async () => {
  expect((await get('-f', 'one.yaml', '-l', 'rank=2', '-o', 'name')).stdout).toBe('configmap/one\n')
  expect((await get('-f', 'one.yaml', '-l', 'rank=1', '-o', 'name')).stdout).toBe('')
  expect(await stderrOf('-f', 'one.yaml', '-l', 'rank=2')).toBe('No resources found in default namespace.\n')
})

test('a name that cannot be in a path is an error of its own, one among others where several objects are asked for', async () => {
  expect(await get('cm', 'a%b')).toEqual({
    stdout: '',
    stderr: `error: invalid resource name "a%b": [may not contain '%']\n`,
    exit: 1,
  })
  expect(await stderrOf('cm', '-n', '..')).toBe(`invalid namespace "..": [may not be '..']\n`)
})

test('short names are as they are written, types and kinds in any case', async () => {
  expect(await stderrOf('CM')).toBe('error: the server doesn\'t have a resource type "CM"\n')
  expect((await get('ConfigMaps', '-l', 'rank', '-o', 'name')).stdout).toBe('configmap/one\nconfigmap/two\n')
})
