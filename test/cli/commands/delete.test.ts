import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandLine } from './command-line.ts'

let kubectl: CommandLine

beforeEach(() => {
  kubectl = new CommandLine()
})

afterEach(() => kubectl.remove())

const objects = `apiVersion: v1
kind: ConfigMap
metadata: {name: a, labels: {set: x}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: b, labels: {set: x}}
`

test('--interactive shows what goes and takes only y for yes', async () => {
  kubectl.file('objects.yaml', objects)
  await kubectl.ok('create', '-f', 'objects.yaml')
  const asked = (...names: string[]) =>
    `You are about to delete the following ${names.length} resource(s):\n${names.map(name => `configmap/${name}\n`).join('')}Do you want to continue? (y/n): `
  const no = `${asked('a', 'b')}deletion is cancelled\n`
  for (const answer of ['', 'n\n', 'yes\n', '\n'])
    expect(await kubectl.run(['delete', 'cm', '-l', 'set=x', '-i'], answer)).toEqual({
      stdout: no,
      stderr: '',
      exit: 0,
    })
  expect(await kubectl.run(['delete', 'cm', 'a', 'none', '--interactive'], '\n Y \n')).toEqual({
    stdout: `${asked('a', 'none')}configmap "a" deleted from default namespace\n`,
    stderr: 'Error from server (NotFound): configmaps "none" not found\n',
    exit: 1,
  })
  expect((await kubectl.run(['delete', 'cm', '-l', 'set=y', '-i'], 'y')).stdout).toBe('No resources found\n')
  expect((await kubectl.run(['delete', '--raw', '/api/v1', '-i'])).stderr).toBe(
    'error: --interactive can not be used with --raw\n',
  )
})

test('a manifest without a name deletes nothing, least of all everything', async () => {
  kubectl.file('objects.yaml', objects)
  kubectl.file('nameless.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: x-}\n')
  await kubectl.ok('create', '-f', 'objects.yaml')
  expect(await kubectl.run(['delete', '-f', 'nameless.yaml'])).toEqual({
    stdout: '',
    stderr: 'error: error when deleting "nameless.yaml": resource name may not be empty\n',
    exit: 1,
  })
  expect((await kubectl.run(['delete', 'cm', ''])).stderr).toBe('error: resource name may not be empty\n')
  expect(await kubectl.ok('get', 'cm', '-l', 'set=x', '-o', 'name')).toBe('configmap/a\nconfigmap/b\n')
})

test('-n does not narrow down what has no namespace, which is told once', async () => {
  await kubectl.ok('create', 'ns', 'one')
  await kubectl.ok('create', 'ns', 'two')
  const warning = 'Warning: deleting cluster-scoped resources, not scoped to the provided namespace\n'
  expect((await kubectl.run(['delete', 'ns', 'one', 'two', '-n', 'default', '--dry-run=server'])).stderr).toBe(warning)
  expect((await kubectl.run(['delete', 'ns', 'one', 'two', '--dry-run=server'])).stderr).toBe('')
})

test('the flags of a deletion are judged when it is known what is to be deleted', async () => {
  expect((await kubectl.run(['delete', 'unicorn', 'x', '--force'])).stderr).toBe(
    'error: the server doesn\'t have a resource type "unicorn"\n',
  )
  expect((await kubectl.run(['delete', 'cm', 'a', '--all', '--now', '--force'])).stderr).toBe(
    'error: name cannot be provided when a selector is specified\n',
  )
  expect((await kubectl.run(['delete', 'cm', 'a', '--now', '--grace-period=5', '--dry-run=bad'])).stderr).toBe(
    'error: --now and --grace-period cannot be specified together\n',
  )
})

test('--force waits as any deletion does', async () => {
  await kubectl.ok('create', 'cm', 'kept')
  await kubectl.ok('patch', 'cm', 'kept', '--type=merge', '-p', '{"metadata":{"finalizers":["example.com/keep"]}}')
  const { stderr, exit } = await kubectl.run(['delete', 'cm', 'kept', '--force', '--timeout=200ms'])
  expect(stderr).toContain('error: timed out waiting for the condition on configmaps/kept\n')
  expect(exit).toBe(1)
})
