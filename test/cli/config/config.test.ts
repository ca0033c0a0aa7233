import { beforeEach, describe, expect, test } from 'vitest'
import { ConfigRunner } from './run-config.ts'

let config: ConfigRunner
beforeEach(() => {
  config = new ConfigRunner()
})

describe('contexts', () => {
  test('are made, used, renamed and deleted', async () => {
    await config.run('set-context new --cluster=kubette --namespace=x')
    expect(config.out).toBe('Context "new" created.\n')
    await config.run('use-context new')
    expect(config.out).toBe('Switched to context "new".\n')
    await config.run('rename-context new fresh')
    await config.run('get-contexts')
    expect(config.out).toBe(
      [
        'CURRENT   NAME      CLUSTER   AUTHINFO        NAMESPACE\n',
        '*         fresh     kubette                   x\n',
        '          kubette   kubette   kubette-admin   \n',
      ].join(''),
    )
    await config.run('delete-context fresh')
    expect(config.out).toBe('deleted context fresh from /state.json\n')
    expect(config.err).toContain('warning: this removed your active context')
    await config.run('current-context')
    expect(config.out).toBe('fresh\n')
  })

  test('the current one keeps what is not changed', async () => {
    await config.run('set-context --current --namespace=team')
    expect(config.out).toBe('Context "kubette" modified.\n')
    expect(config.kubeconfig.contexts[0]!.context).toEqual({
      cluster: 'kubette',
      user: 'kubette-admin',
      namespace: 'team',
    })
  })

  test('those that are not there are told after those that are', async () => {
    await expect(config.run('get-contexts nope kubette -o name')).rejects.toThrow('context nope not found')
    expect(config.out).toBe('kubette\n')
  })

  test.each([
    ['set-context', 'you must specify a non-empty context name or --current'],
    ['set-context x --current', 'you cannot specify both a context name and --current'],
    ['set-context a b', 'Unexpected args: [a b]'],
    ['use-context nope', 'no context exists with the name: "nope"'],
    ['use-context', 'Unexpected args: []'],
    ['rename-context a b', `cannot rename the context "a", it's not in /state.json`],
    ['rename-context kubette kubette', 'the context "kubette" already exists in /state.json'],
    ['delete-context nope', 'cannot delete context nope, not in /state.json'],
    ['get-contexts -o json', '--output json is not available in kubectl config get-contexts'],
  ])('%s is refused', async (line, message) => {
    await expect(config.run(line)).rejects.toThrow(message)
  })

  test('deleting none shows the help and succeeds', async () => {
    await config.run('delete-context')
    expect(config.out).toContain('Usage:\n  kubectl config delete-context NAME')
  })
})

describe('clusters', () => {
  test('a server voids the TLS name, insecure mode the authority, an authority insecure mode', async () => {
    await config.run('set-cluster c --server=https://a --tls-server-name=n --certificate-authority=ca.crt')
    const cluster = () => config.kubeconfig.clusters.find(c => c.name === 'c')!.cluster
    expect(cluster()).toEqual({
      server: 'https://a',
      'tls-server-name': 'n',
      'certificate-authority': '/work/ca.crt',
    })
    await config.run('set-cluster c --server=https://b --insecure-skip-tls-verify')
    expect(cluster()).toEqual({ server: 'https://b', 'insecure-skip-tls-verify': true })
    await config.run('set-cluster c --certificate-authority=ca.crt')
    expect(cluster()).toEqual({ server: 'https://b', 'certificate-authority': '/work/ca.crt' })
  })

  test.each([
    ['set-cluster c --embed-certs', 'you must specify a --certificate-authority to embed'],
    [
      'set-cluster c --embed-certs --certificate-authority=/nope',
      'could not stat certificate-authority file /nope: stat /nope: no such file or directory',
    ],
    ['delete-cluster nope', 'cannot delete cluster nope, not in /state.json'],
  ])('%s is refused', async (line, message) => {
    await expect(config.run(line)).rejects.toThrow(message)
  })
})

describe('users', () => {
  const user = () => config.kubeconfig.users.find(u => u.name === 'u')!.user

  test('a token voids the password and the other way round', async () => {
    await config.run('set-credentials u --token=t')
    await config.run('set-credentials u --username=a --password=b')
    expect(user()).toEqual({ username: 'a', password: 'b' })
    await config.run('set-credentials u --token=t')
    expect(user()).toEqual({ token: 't' })
  })

  test('exec keeps its other settings', async () => {
    await config.run('set-credentials u --exec-command=c --exec-arg=a,b --exec-env=A=1')
    await config.run('set-credentials u --exec-env=A- --exec-env=B=2 --exec-interactive-mode=Never')
    expect(user().exec).toEqual({
      command: 'c',
      args: ['a', 'b'],
      env: [{ name: 'B', value: '2' }],
      interactiveMode: 'Never',
    })
  })

  test.each([
    ['set-credentials u --token=t --username=a', 'at the same time: --token, --username/--password'],
    ['set-credentials u --exec-env=bad', 'invalid exec-env format: bad'],
    ['set-credentials u --exec-interactive-mode=x', 'can be only IfAvailable, Never, Always'],
    ['set-credentials a b', 'unexpected args: [a b]'],
    ['delete-user', 'user to delete is required'],
  ])('%s is refused', async (line, message) => {
    await expect(config.run(line)).rejects.toThrow(message)
  })
})

describe('view', () => {
  beforeEach(async () => {
    await config.run('set-credentials kubette-admin --token=secret')
    await config.run('set users.other.client-key-data YWJj')
  })

  test('shows no secrets unless they are asked for', async () => {
    await config.run('view')
    expect(config.out).toContain('token: REDACTED')
    expect(config.out).toContain('client-key-data: DATA+OMITTED')
    await config.run('view --raw')
    expect(config.out).toContain('token: secret')
    expect(config.out).toContain('client-key-data: YWJj')
  })

  test('in the order of the fields of Go structs', async () => {
    await config.run('view --minify -o json')
    expect(JSON.stringify(JSON.parse(config.out))).toBe(
      '{"kind":"Config","apiVersion":"v1","clusters":[{"name":"kubette","cluster":{"server":"https://127.0.0.1:6443"}}],"users":[{"name":"kubette-admin","user":{"token":"REDACTED"}}],"contexts":[{"name":"kubette","context":{"cluster":"kubette","user":"kubette-admin"}}],"current-context":"kubette"}',
    )
  })

  test('of an empty kubeconfig has nulls', async () => {
    for (const list of ['clusters', 'users', 'contexts', 'current-context']) await config.run(`unset ${list}`)
    await config.run('view')
    expect(config.out).toBe(
      'apiVersion: v1\nclusters: null\ncontexts: null\ncurrent-context: ""\nkind: Config\nusers: null\n',
    )
  })

  test('minified needs what the context names', async () => {
    await config.run('set-context --current --cluster=gone')
    await expect(config.run('view --minify')).rejects.toThrow('cannot locate cluster gone')
    await config.run('unset current-context')
    await expect(config.run('view --minify')).rejects.toThrow('current-context must exist in order to minify')
  })
})
