import { afterAll, expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

// What kubectl v1.33 did with the same command lines

const line = new CommandLine()
line.env = { KUBECTL_APPLYSET: 'true' }
afterAll(() => line.remove())

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`
line.file('two.yaml', `${configMap('a')}---\n${configMap('b')}`)
line.file('one.yaml', configMap('a'))
const applySet = (file: string, ...more: string[]) =>
  line.run(['apply', '-f', file, '--prune', '--applyset=set', '-n', 'default', ...more])

test('a set remembers what was applied, and deletes what is applied no longer', async () => {
  expect((await applySet('two.yaml')).stdout).toBe('configmap/a created\nconfigmap/b created\n')
  expect(await line.ok('get', 'cm', 'b', '-o', 'jsonpath={.metadata.labels}')).toBe(
    '{"applyset.kubernetes.io/part-of":"applyset-GzV5QNw0hpfp90Rc5ckxJmVoyyU-gDZeLYpJFDTwDHA-v1"}',
  )
  const parent = JSON.parse(await line.ok('get', 'secret', 'set', '-o', 'json'))
  expect(parent.metadata.annotations).toEqual({
    'applyset.kubernetes.io/additional-namespaces': '',
    'applyset.kubernetes.io/contains-group-kinds': 'ConfigMap',
    'applyset.kubernetes.io/tooling': 'kubectl/v1.36.4',
  })
  expect((await applySet('one.yaml', '--dry-run=server')).stdout).toBe(
    'configmap/a unchanged (server dry run)\nconfigmap/b pruned (server dry run)\n',
  )
  expect((await applySet('one.yaml')).stdout).toBe('configmap/a unchanged\nconfigmap/b pruned\n')
  expect((await applySet('one.yaml')).stdout).toBe('configmap/a unchanged\n')
})

test('other objects are not taken for sets', async () => {
  await line.ok('create', 'secret', 'generic', 'plain')
  const refused = async (...argv: string[]) => (await line.run(['apply', '-f', 'one.yaml', '--prune', ...argv])).stderr
  expect(await refused('--applyset=plain', '-n', 'default')).toBe(
    'error: ApplySet parent object "secrets./plain" already exists and is missing required annotation "applyset.kubernetes.io/tooling"\n',
  )
  expect(await refused('--applyset=plain')).toBe('error: namespace is required to use namespace-scoped ApplySet\n')
  expect(await refused('--applyset=pods/x', '-n', 'default')).toBe(
    'error: resource "/v1, Resource=pods" is not permitted as an ApplySet parent\n',
  )
  expect(await refused('--applyset=foo/x')).toBe(
    'error: invalid parent reference "foo/x": no matches for /, Resource=foo\n',
  )
  expect(await refused('--applyset=x', '--all', '-n', 'default')).toBe('error: --all is incompatible with --applyset\n')
  expect(await refused('--all', '--force')).toBe('error: --force cannot be used with --prune\n')
})

test('without KUBECTL_APPLYSET there is no such flag', async () => {
  line.env = {}
  expect((await applySet('one.yaml')).stderr).toBe(
    "error: unknown flag: --applyset\nSee 'kubectl apply --help' for usage.\n",
  )
})
