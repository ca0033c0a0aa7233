import { expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

test('what is not there is told first, as one failure where others failed too', async () => {
  const line = new CommandLine()
  try {
    await line.ok('create', 'cm', 'a')
    const failed = async (...names: string[]) => (await line.run(['rollout', 'restart', ...names])).stderr
    expect(await failed('cm/nope', 'cm/a', 'cm/none')).toBe(
      '[configmaps "nope" not found, configmaps "none" not found]\nerror: configmaps "a" restarting is not supported\n',
    )
    expect(await failed('cm/nope', 'cm/none')).toBe(
      'Error from server (NotFound): configmaps "nope" not found\nError from server (NotFound): configmaps "none" not found\n',
    )
  } finally {
    line.remove()
  }
})
