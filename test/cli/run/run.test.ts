import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

let line: CommandLine

beforeEach(() => {
  line = new CommandLine()
})
afterEach(() => line.remove())

const dry = (...argv: string[]) => line.ok('run', 'x', '--image=nginx', '--dry-run=client', ...argv)
const fails = async (...argv: string[]) => (await line.run(['run', 'x', '--image=nginx', ...argv])).stderr

test('what follows the name are arguments, or with --command the command', async () => {
  expect(await dry('-o', 'jsonpath={..args} {..command}', '--', 'a', '-b')).toBe('["a","-b"] ')
  expect(await dry('--command', '-o', 'jsonpath={..args} {..command}', '--', 'a', '-b')).toBe(' ["a","-b"]')
})

test('--expose prints the service first, with two separators for YAML', async () => {
  const text = await dry('--port=80', '--expose', '-l', 'a=b', '-o', 'yaml')
  expect(text.split('---\n').map(part => /^kind: (.*)$/m.exec(part)?.[1])).toEqual(['Service', undefined, 'Pod'])
  expect(text).toMatch(/labels:\n {4}a: b\n {2}name: x\nspec:\n {2}ports:/)
})

test('flags that do not go together', async () => {
  const help = "\nSee 'kubectl run -h' for help and examples\n"
  expect(await fails('-t')).toBe(`error: -i/--stdin is required for containers with -t/--tty=true${help}`)
  expect(await fails('--rm')).toBe(`error: --rm should only be used for attached containers${help}`)
  expect(await fails('--image-pull-policy=x')).toBe(`error: invalid image pull policy: x${help}`)
  expect(await fails('--env=1=b')).toBe('error: invalid env: 1=b\n')
  expect(await fails('--annotations=a')).toBe('error: invalid annotations format: a\n')
})

test('whoever wants to attach is told that there is nothing to attach to; --rm is done', async () => {
  const { stdout, stderr, exit } = await line.run(['run', 'x', '--image=nginx', '-i', '--rm'])
  expect(stdout).toBe('pod "x" deleted from default namespace\n')
  expect(stderr).toBe("error: couldn't attach to pod/x: kubette runs no containers\n")
  expect(exit).toBe(1)
})
