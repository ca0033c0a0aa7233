import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

const manifest = (data: Record<string, string>, metadata: object = {}) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'app', ...metadata }, data })

const MANAGERS = 'jsonpath={range .metadata.managedFields[*]}{.manager} {.operation},{end}'

let cluster: CommandLine
beforeEach(() => {
  cluster = new CommandLine()
})
afterEach(() => cluster.remove())

const applied = (...flags: string[]) => cluster.run(['apply', '--server-side', '-f', 'app.json', ...flags])
const data = () => cluster.ok('get', 'cm', 'app', '-o', 'jsonpath={.data}')
const managers = () => cluster.ok('get', 'cm', 'app', '--show-managed-fields', '-o', MANAGERS)

describe('apply --server-side', () => {
  test('creates, removes what a file no longer has, and writes nothing where nothing changes', async () => {
    cluster.file('app.json', manifest({ a: '1', b: '2' }))
    expect(await applied()).toEqual({ stdout: 'configmap/app serverside-applied\n', stderr: '', exit: 0 })
    cluster.file('app.json', manifest({ a: '1' }))
    await applied()
    expect(await data()).toBe('{"a":"1"}')
    const version = () => cluster.ok('get', 'cm', 'app', '-o', 'jsonpath={.metadata.resourceVersion}')
    const before = await version()
    await applied()
    expect(await version()).toBe(before)
    await applied('--field-manager=other')
    expect(await managers()).toBe('kubectl Apply,other Apply,')
  })

  test("takes another manager's field only by force", async () => {
    cluster.file('app.json', manifest({ a: '1' }))
    await applied()
    cluster.file('app.json', manifest({ a: '2' }))
    const { stderr, exit } = await applied('--field-manager=ops')
    expect(exit).toBe(1)
    expect(stderr).toContain('error: Apply failed with 1 conflict: conflict with "kubectl": .data.a\nPlease review')
    expect((await applied('--field-manager=ops', '--force-conflicts')).exit).toBe(0)
    expect(await data()).toBe('{"a":"2"}')
    expect(await managers()).toBe('ops Apply,')
  })

  test('migrates an object of client-side apply, so that what is left out goes', async () => {
    cluster.file('app.json', manifest({ a: '1', b: '2' }))
    await cluster.ok('apply', '-f', 'app.json')
    cluster.file('app.json', manifest({ a: '1' }))
    expect(await applied()).toMatchObject({ stderr: '', exit: 0 })
    expect(await data()).toBe('{"a":"1"}')
    expect(await managers()).toBe('kubectl Apply,kubectl-last-applied Apply,')
  })

  test('a dry run of the server stores nothing', async () => {
    cluster.file('app.json', manifest({ a: '1' }))
    expect((await applied('--dry-run=server')).stdout).toBe('configmap/app serverside-applied (server dry run)\n')
    expect((await cluster.run(['get', 'cm', 'app'])).exit).toBe(1)
  })

  test.each([
    [['--dry-run=client'], "--dry-run=client doesn't work with --server-side"],
    [['--force'], '--force cannot be used with --server-side'],
    [['--prune', '--all'], "--prune is in alpha and doesn't currently work on objects created by server-side apply"],
  ])('refuses %s', async (flags, message) => {
    cluster.file('app.json', manifest({}))
    expect((await applied(...flags)).stderr).toContain(`error: ${message}`)
  })

  test.each([
    [{ name: 'app', uid: 'u' }, 'uid mismatch: the provided object specified uid u, and no existing object was found'],
    [{ name: '', generateName: 'a-' }, 'error: from a-: cannot use generate name with apply'],
    [{ namespace: 'none' }, 'Error from server (NotFound): namespaces "none" not found'],
  ])('refuses an object with %s', async (metadata, message) => {
    cluster.file('app.json', manifest({}, metadata))
    expect((await applied()).stderr).toContain(message)
  })
})

describe('apply', () => {
  test('shows several objects as a list', async () => {
    const list = {
      apiVersion: 'v1',
      kind: 'List',
      items: ['a', 'b'].map(name => JSON.parse(manifest({ k: 'v' }, { name }))),
    }
    cluster.file('list.json', JSON.stringify(list))
    const shown = JSON.parse(await cluster.ok('apply', '-f', 'list.json', '-o', 'json', '--dry-run=client'))
    expect(shown).toMatchObject({ kind: 'List', items: [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }] })
  })

  test('--prune deletes what was applied and is left out', async () => {
    for (const name of ['a', 'b']) cluster.file(`${name}.json`, manifest({ k: 'v' }, { name }))
    await cluster.ok('apply', '-f', 'a.json', '-f', 'b.json')
    await cluster.ok('create', 'configmap', 'c')
    const prune = ['apply', '-f', 'a.json', '--prune', '--all', '--prune-allowlist=core/v1/ConfigMap']
    expect(await cluster.ok(...prune, '--dry-run=server')).toContain('configmap/b pruned (server dry run)')
    expect(await cluster.ok(...prune)).toBe('configmap/a unchanged\nconfigmap/b pruned\n')
    expect(await cluster.ok('get', 'cm', '-o', 'name')).toBe('configmap/a\nconfigmap/c\nconfigmap/kube-root-ca.crt\n')
  })
})
