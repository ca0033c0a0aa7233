import { expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

test('-o name prints nothing, other formats print a list', async () => {
  const line = new CommandLine()
  try {
    await line.ok('run', 'web', '--image=nginx')
    expect(await line.run(['events', '-o', 'name'])).toMatchObject({ stdout: '', stderr: '', exit: 0 })
    expect(await line.ok('events', '-o', 'jsonpath={.kind}')).toBe('EventList')
  } finally {
    line.remove()
  }
})
