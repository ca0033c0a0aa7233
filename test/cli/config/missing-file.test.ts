import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

let line: CommandLine

beforeEach(() => {
  line = new CommandLine()
})
afterEach(() => line.remove())

test('a --kubeconfig that is not there is an error as it was named, but for the commands of config', async () => {
  expect((await line.run(['get', 'pods', '--kubeconfig=missing'])).stderr).toBe(
    'error: stat missing: no such file or directory\n',
  )
  expect(await line.run(['config', 'current-context', '--kubeconfig=missing'])).toMatchObject({
    stderr: 'error: current-context is not set\n',
    exit: 1,
  })
})
