import { chmodSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

let line: CommandLine

beforeEach(() => {
  line = new CommandLine()
  for (const folder of ['a', 'b']) mkdirSync(join(line.folder, folder))
  line.env.PATH = `/usr/bin:/bin:${at('a')}:${at('b')}`
})
afterEach(() => line.remove())

const at = (path: string) => join(line.folder, path)

/** Makes a plugin that notes its name and arguments, and ends with 7. */
function plugin(path: string): void {
  line.file(path, `#!/bin/sh\necho "\${0##*/} $*" > "${at('called')}"\nexit 7\n`)
  chmodSync(at(path), 0o755)
}

const called = () => readFileSync(at('called'), 'utf8')

test('what is no command is a plugin, that of the most words before the first flag', async () => {
  plugin('a/kubectl-foo')
  plugin('b/kubectl-foo-bar_baz')
  expect((await line.run(['foo', 'x', '--flag'])).exit).toBe(7)
  expect(called()).toBe('kubectl-foo x --flag\n')
  expect((await line.run(['foo', 'bar-baz', 'x'])).exit).toBe(7)
  expect(called()).toBe('kubectl-foo-bar_baz x\n')
})

test('create takes plugins for its subcommands, other commands do not', async () => {
  plugin('a/kubectl-create-thing')
  plugin('a/kubectl-create-configmap')
  plugin('a/kubectl-get-thing')
  expect((await line.run(['create', 'thing', '-f', 'x'])).exit).toBe(7)
  expect(called()).toBe('kubectl-create-thing -f x\n')
  expect(await line.run(['create', 'configmap', 'a'])).toMatchObject({ stdout: 'configmap/a created\n', exit: 0 })
  expect((await line.run(['get', 'thing'])).stderr).toBe('error: the server doesn\'t have a resource type "thing"\n')
})

test('flags cannot stand before the name', async () => {
  expect(await line.run(['-n', 'x', 'foo'])).toMatchObject({
    stderr: 'Error: flags cannot be placed before plugin name: -n\n',
    exit: 1,
  })
})

test('a word cannot lead out of the folders of $PATH', async () => {
  mkdirSync(at('a/kubectl-x'))
  plugin('evil')
  expect((await line.run(['x/../../evil'])).stderr).toBe('error: unknown command "x/../../evil" for "kubectl"\n')
})

test('plugin list tells what is there and what is wrong with it', async () => {
  line.env.PATH = `${at('a')}:${at('gone')}:${at('b')}`
  expect(await line.run(['plugin', 'list'])).toMatchObject({
    stderr: `Unable to read directory "${at('gone')}" from your PATH: open ${at('gone')}: no such file or directory. Skipping...\nerror: unable to find any kubectl plugins in your PATH\n`,
    exit: 1,
  })
  line.env.PATH = `${at('a')}:${at('b')}`
  plugin('a/kubectl-foo')
  expect(await line.run(['plugin', 'list'])).toEqual({
    stdout: `The following compatible plugins are available:\n\n${at('a/kubectl-foo')}\n`,
    stderr: '',
    exit: 0,
  })
  plugin('b/kubectl-foo')
  plugin('b/kubectl-config-view-x')
  line.file('b/kubectl-no', '')
  expect(await line.run(['plugin', 'list', '--name-only'])).toEqual({
    stdout:
      'The following compatible plugins are available:\n\nkubectl-foo\nkubectl-config-view-x\nkubectl-foo\nkubectl-no\n',
    stderr: [
      '  - warning: kubectl-config-view-x overwrites existing command: "kubectl config view"\n',
      `  - warning: ${at('b/kubectl-foo')} is overshadowed by a similarly named plugin: ${at('a/kubectl-foo')}\n`,
      `  - warning: ${at('b/kubectl-no')} identified as a kubectl plugin, but it is not executable\n`,
      'error: 3 plugin warnings were found\n',
    ].join(''),
    exit: 1,
  })
})
