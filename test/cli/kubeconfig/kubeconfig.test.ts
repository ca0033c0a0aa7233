import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { errorText } from '../../../src/cli/errors.ts'
import { globalFlags } from '../../../src/cli/flags/global.ts'
import { parseFlags } from '../../../src/cli/flags/parse.ts'
import type { Io } from '../../../src/cli/io.ts'
import { chooseKubeconfigFiles } from '../../../src/cli/kubeconfig/choose.ts'
import { loadFiles, merged, withAbsolutePaths } from '../../../src/cli/kubeconfig/files.ts'
import { restConfigOf } from '../../../src/cli/kubeconfig/rest-config.ts'
import { defaultKubeconfig } from '../../../src/cli/kubeconfig.ts'
import { CommandLine } from '../commands/command-line.ts'

const FIRST = `apiVersion: v1
kind: Config
clusters:
- {name: c, cluster: {server: "https://first:1", certificate-authority: ca.crt}}
contexts:
- {name: x, context: {cluster: c, user: u, namespace: team}}
- {name: bad, context: {cluster: nope, user: u}}
users:
- {name: u, user: {token: abc}}
- {name: old, user: {auth-provider: {name: azure}}}
- {name: two, user: {token: a, username: b}}
- {name: exec, user: {exec: {command: ""}}}
- {name: plugin, user: {exec: {command: ./bin/get, apiVersion: client.authentication.k8s.io/v1beta1, args: [a]}}}
current-context: x
`
const SECOND = `clusters:
- {name: c, cluster: {server: "https://second:2"}}
- {name: d, cluster: {server: "https://d:3", insecure-skip-tls-verify: true}}
current-context: other
`

let folder: string
const at = (name: string) => join(folder, name)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubette-kubeconfig-'))
  writeFileSync(at('first'), FIRST)
  writeFileSync(at('second'), SECOND)
  writeFileSync(at('ca.crt'), '-----BEGIN CERTIFICATE-----\n')
})
afterEach(() => rmSync(folder, { recursive: true }))

const flagsOf = (line: string) => parseFlags(line === '' ? [] : line.split(' '), globalFlags).flags
const ioOf = (env: Record<string, string> = {}) => ({ env: { HOME: folder, ...env }, cwd: folder }) as Partial<Io> as Io

describe('which files', () => {
  const choose = (line: string, env?: Record<string, string>) =>
    chooseKubeconfigFiles(flagsOf(line), ioOf(env), async () => defaultKubeconfig())

  test('those of the flag, else those of the variable', async () => {
    expect(await choose('--kubeconfig second', { KUBECONFIG: 'first' })).toEqual({
      paths: [at('second')],
      explicit: 'second',
    })
    expect(await choose('', { KUBECONFIG: `first::${at('second')}:first` })).toEqual({
      paths: [at('first'), at('second')],
    })
    expect(await choose('', { KUBECONFIG: ':' })).toBeUndefined()
  })

  test('the one at home only where a flag names something of it', async () => {
    mkdirSync(at('.kube'))
    writeFileSync(at('.kube/config'), FIRST)
    const home = { paths: [at('.kube/config')] }
    expect(await choose('')).toBeUndefined()
    expect(await choose('--context kubette')).toBeUndefined()
    expect(await choose('--context x')).toEqual(home)
    expect(await choose('--context nowhere')).toBeUndefined()
    expect(await choose('--server https://a')).toEqual({ paths: [] })
    expect(await choose('--server https://a --user u')).toEqual(home)
  })
})

describe('loading', () => {
  const load = (...paths: string[]) => loadFiles({ paths: paths.map(at) })

  test('of several files the first one counts', async () => {
    const config = merged(await load('missing', 'first', 'second'))
    expect(config.clusters.map(c => c.cluster.server)).toEqual(['https://first:1', 'https://d:3'])
    expect(config['current-context']).toBe('x')
  })

  test('paths are meant from the folder of their file', async () => {
    const [file] = (await load('first')).map(withAbsolutePaths)
    expect(file!.config.clusters[0]!.cluster['certificate-authority']).toBe(at('ca.crt'))
    expect(file!.config.users.find(u => u.name === 'plugin')!.user.exec!.command).toBe(at('bin/get'))
  })

  // as kubectl 1.33 says it
  test.each([
    ['a: [', 'yaml: line 1: did not find expected node content'],
    [
      'kind: Foo',
      'no kind "Foo" is registered for version "v1" in scheme "k8s.io/client-go/tools/clientcmd/api/latest/latest.go:50"',
    ],
    ['users: [{name: n}]', 'json: cannot unmarshal bool into Go struct field NamedAuthInfo.users.name of type string'],
  ])('%s is none', async (text, why) => {
    writeFileSync(at('wrong'), text)
    await expect(load('wrong')).rejects.toThrow(`error loading config file "${at('wrong')}": ${why}`)
  })

  test('a file that was named must be there', async () => {
    await expect(loadFiles({ paths: [at('gone')], explicit: 'here/gone' })).rejects.toThrow(
      'stat here/gone: no such file or directory',
    )
  })
})

describe('how to reach the server', () => {
  const restConfig = async (line: string) =>
    restConfigOf(
      merged((await loadFiles({ paths: [at('first'), at('second')] })).map(withAbsolutePaths)),
      flagsOf(line),
      ioOf(),
    )
  const failure = async (line: string) => errorText(await restConfig(line).catch(e => e))

  test('by the context', async () => {
    expect(await restConfig('--request-timeout 3 --as jane --as-group a --as-user-extra k=v')).toEqual({
      server: 'https://first:1',
      tls: { ca: Buffer.from('-----BEGIN CERTIFICATE-----\n') },
      auth: { token: 'abc' },
      impersonate: { user: 'jane', groups: ['a'], extra: { k: ['v'] } },
      timeout: 3000,
      proxyUrl: '',
      disableCompression: false,
    })
  })

  test('by flags', async () => {
    expect(await restConfig('--cluster d --token t')).toMatchObject({
      server: 'https://d:3',
      tls: { insecure: true },
      auth: { token: 't' },
    })
    expect(await restConfig('--server host:5 --token t')).toMatchObject({ server: 'http://host:5', tls: {}, auth: {} })
    expect(await restConfig('--context bad')).toMatchObject({ server: 'http://localhost:8080' })
    expect(await restConfig('--server https://h/p/ --insecure-skip-tls-verify')).toMatchObject({
      server: 'https://h/p',
      tls: { insecure: true },
    })
  })

  test('a user with a certificate and its key needs no credential plugin', async () => {
    expect((await restConfig('--user plugin')).auth).toMatchObject({ exec: { command: at('bin/get') } })
    const pair = `--client-certificate ${at('first')} --client-key ${at('second')}`
    expect((await restConfig(`--user plugin ${pair}`)).auth).toEqual({})
  })

  // as kubectl 1.33 says it
  test.each([
    ['--context nope', 'Error in configuration: context was not found for specified context: nope'],
    ['--cluster nope', 'error: no server found for cluster "nope"'],
    ['--user nope', 'error: auth info "nope" does not exist'],
    [
      '--user two',
      'error: more than one authentication method found for two; found [token basicAuth], only one is allowed',
    ],
    [
      '--user exec',
      `Error in configuration: 
* command must be specified for exec to use exec authentication plugin
* apiVersion must be specified for exec to use exec authentication plugin
* interactiveMode must be specified for exec to use exec authentication plugin`,
    ],
    [
      '--client-certificate /gone',
      `Error in configuration: 
* client-key-data or client-key must be specified for u to use the clientCert authentication method.
* unable to read client-cert /gone for u due to open /gone: no such file or directory`,
    ],
    [
      '--certificate-authority /gone',
      'error: unable to read certificate-authority /gone for c due to open /gone: no such file or directory',
    ],
    [
      '--insecure-skip-tls-verify --certificate-authority ca.crt',
      'error: specifying a root certificates file with the insecure flag is not allowed',
    ],
    ['--as-group a', 'error: requesting uid, groups or user-extra for u without impersonating a user'],
    [
      '--request-timeout abc',
      'error: Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
    ],
    [
      '--user old',
      'error: The azure auth plugin has been removed.\nPlease use the https://github.com/Azure/kubelogin kubectl/client-go credential plugin instead.\nSee https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins for further details',
    ],
  ])('%s is refused', async (line, text) => {
    expect(await failure(line)).toBe(text)
  })
})

describe('config changes the files', () => {
  let cli: CommandLine
  beforeEach(() => {
    cli = new CommandLine()
    cli.env = { KUBECONFIG: `${at('first')}:${at('second')}`, HOME: folder }
  })
  afterEach(() => cli.remove())
  const read = (name: string) => readFileSync(at(name), 'utf8')

  test('each entry where it is, new ones and the current context in the first', async () => {
    expect(await cli.ok('config', 'set-cluster', 'd', '--server=https://d:4')).toBe('Cluster "d" set.\n')
    expect(read('first')).toBe(FIRST)
    expect(read('second')).toContain('server: https://d:4')
    await cli.ok('config', 'set-context', 'new', '--cluster=d')
    await cli.ok('config', 'use-context', 'new')
    expect(read('first')).toContain('- context:\n    cluster: d\n    user: ""\n  name: new\n')
    expect(read('first')).toContain('current-context: new\n')
    expect(read('second')).toContain('current-context: other\n')
    expect(await cli.ok('config', 'delete-context', 'x')).toBe(`deleted context x from ${at('first')}\n`)
    expect(read('first')).toContain('certificate-authority: ca.crt')
    expect(existsSync(at('first.lock'))).toBe(false)
    expect(existsSync(join(cli.folder, 'cluster.json'))).toBe(false)
  })

  test('a file that is not there is made, for its owner alone', async () => {
    cli.env.KUBECONFIG = at('sub/fresh')
    expect(await cli.ok('config', 'get-contexts')).toBe('CURRENT   NAME   CLUSTER   AUTHINFO   NAMESPACE\n')
    await cli.ok('config', 'set-cluster', 'q')
    expect(read('sub/fresh')).toBe(
      'apiVersion: v1\nclusters:\n- cluster:\n    server: ""\n  name: q\ncontexts: null\ncurrent-context: ""\nkind: Config\nusers: null\n',
    )
    expect(statSync(at('sub/fresh')).mode & 0o777).toBe(0o600)
  })

  test('not while somebody else does', async () => {
    writeFileSync(at('second.lock'), '')
    const { stderr, exit } = await cli.run(['config', 'set-cluster', 'q'])
    expect([stderr, exit]).toEqual([`error: open ${at('second.lock')}: file exists\n`, 1])
    expect(existsSync(at('first.lock'))).toBe(false)
  })

  test('--state means the cluster in the file', async () => {
    expect(await cli.ok('config', 'current-context', '--state', join(cli.folder, 'cluster.json'))).toBe('kubette\n')
    expect(await cli.ok('config', 'current-context')).toBe('x\n')
  }, 30_000)
})
