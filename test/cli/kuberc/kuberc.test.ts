import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

let line: CommandLine

beforeAll(() => {
  line = new CommandLine()
  line.env = { HOME: line.folder }
}, 30_000)
afterAll(() => line.remove())

const HEAD = 'apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\n'

/** Runs a command line with a kuberc file. */
async function withFile(text: string, ...argv: string[]) {
  line.file('rc', text)
  return line.run([...argv, '--kuberc=rc'])
}

const option = (name: string, value: string) => `{name: ${name}, default: "${value}"}`
const alias = (name: string, command: string, more = '') =>
  `${HEAD}aliases: [{name: ${name}, command: ${command}${more}}]\n`
const defaults = (command: string, ...options: string[]) =>
  `${HEAD}defaults: [{command: ${command}, options: [${options.join(', ')}]}]\n`

test('an alias stands for its command, with arguments before and behind and flags of its own', async () => {
  const made = alias('mk', 'create', ', prependArgs: [configmap, one], appendArgs: [--from-literal=a=b]')
  expect((await withFile(made, 'mk')).stdout).toBe('configmap/one created\n')
  const got = alias('cm', 'get', `, prependArgs: [configmap], options: [${option('output', 'name')}]`)
  expect((await withFile(got, 'cm', 'one')).stdout).toBe('configmap/one\n')
  expect((await withFile(got, 'cm', 'one', '-ojsonpath={.data}')).stdout).toBe('{"a":"b"}')
})

test('a flag that is not given has the default, by its name, its letter and several letters together', async () => {
  const text = defaults('get', option('output', 'name'), option('namespace', 'kube-public'))
  expect((await withFile(text, 'get', 'cm')).stdout).toBe('configmap/kube-root-ca.crt\n')
  expect((await withFile(text, 'get', 'cm', '-n', 'none')).stdout).toBe('')
  expect((await withFile(text, 'get', 'cm', '-Aojsonpath={.kind}')).stdout).toBe('List')
  expect((await withFile(text, 'create', 'configmap', 'x', '--dry-run=client')).stdout).toBe(
    'configmap/x created (dry run)\n',
  )
})

test('the words of kubectl 1.33 for what cannot be', async () => {
  const said = async (text: string, ...argv: string[]) => {
    const { stderr, exit } = await withFile(text, ...argv)
    expect(exit).toBe(1)
    return stderr.replace(/^error occurred while applying preferences /, '')
  }
  expect(await said(alias('g1', 'get'), 'version')).toBe(
    'invalid alias name, can only include alphabetical characters\n',
  )
  expect(await said(alias('ga', 'getx'), 'ga')).toBe('command "getx" not found to set alias "ga": [getx]\n')
  expect(await said(alias('ga', 'get', `, options: [${option('--all', 'x')}]`), 'ga')).toBe(
    'flag name --all should be in long form without dashes\n',
  )
  expect(await said(defaults('version', option('nope', 'x')), 'version')).toBe(
    'invalid flag nope for command version\n',
  )
  expect(await said(defaults('version', option('client', 'x')), 'version')).toBe(
    'could not apply override value x to flag client in command version err: invalid argument "x" for "--client" flag: strconv.ParseBool: parsing "x": invalid syntax\n',
  )
  for (const text of ['a: b\n', '{', 'apiVersion: kubectl.config.k8s.io/v9\nkind: Preference\n', `${HEAD}aliases: 5\n`])
    expect(await said(text, 'version')).toBe(
      'kuberc error kuberc: no valid preferences found in rc, use --v=5 to see details\n',
    )
  expect((await line.run(['version', '--kuberc=none'])).stderr).toBe(
    'error occurred while applying preferences kuberc error kuberc: open none: no such file or directory\n',
  )
})

test('what is only odd is told', async () => {
  const { stdout, stderr } = await withFile(
    `---\n${defaults('nope', option('output', 'x'))}x: y\n`,
    'get',
    'ns',
    'default',
    '-oname',
  )
  expect(stdout).toBe('namespace/default\n')
  expect(stderr).toBe(
    'kuberc: ignoring strict decoding error in rc: strict decoding error: unknown field "x"Warning: command "nope" not found to set kuberc override\n',
  )
  expect((await withFile('', 'get', 'ns', 'default', '-oname', '-v', '5')).stderr).toMatch(
    /\] kuberc: no preferences found in rc\n$/,
  )
})

test('~/.kube/kuberc counts too, unless it is turned off; it never stops a command', async () => {
  const { HOME } = line.env
  mkdirSync(`${HOME}/.kube`)
  line.file('.kube/kuberc', alias('ga', 'get', ', appendArgs: [ns, default, -oname]'))
  expect(await line.ok('ga')).toBe('namespace/default\n')
  for (const [name, value] of [
    ['KUBERC', 'off'],
    ['KUBECTL_KUBERC', 'false'],
  ] as const) {
    line.env = { HOME: HOME!, [name]: value }
    expect((await line.run(['ga'])).stderr).toContain('unknown command "ga"')
  }
  line.env = { HOME: HOME!, KUBERC: 'off' }
  expect((await line.run(['get', 'ns', '--kuberc=rc'])).stderr).toBe(
    'error occurred while applying preferences kuberc error disabling kuberc via KUBERC=off and passing kuberc flag are mutually exclusive\n',
  )
  line.env = { HOME: HOME! }
  line.file('.kube/kuberc', 'a: b\n')
  const { stdout, stderr } = await line.run(['get', 'ns', 'default', '-oname'])
  expect(stdout).toBe('namespace/default\n')
  expect(stderr).toBe(
    `kuberc: no preferences loaded from ${HOME}/.kube/kuberc: no valid preferences found in ${HOME}/.kube/kuberc, use --v=5 to see details`,
  )
})
