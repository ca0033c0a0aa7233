import { expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

test('objects of files that are not there are told with those that are of no kind, after what came of the others', async () => {
  const line = new CommandLine()
  try {
    const cm = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } })
    const items = [cm('nope'), cm('web'), { ...cm('x'), kind: 'Foo' }, cm('none')]
    line.file('all.yaml', items.map(item => JSON.stringify(item)).join('\n---\n'))
    await line.ok('create', 'cm', 'web')
    await line.ok('label', 'cm', 'web', 'a=b')
    const foo =
      'resource mapping not found for name: "x" namespace: "" from "all.yaml": no matches for kind "Foo" in version "v1"\nensure CRDs are installed first'
    expect((await line.run(['label', '-f', 'all.yaml', 'a=c'])).stderr).toBe(
      "'a' already has a value (b), and --overwrite is false\n" +
        `[configmaps "nope" not found, ${foo}, configmaps "none" not found]\n`,
    )
    expect((await line.run(['annotate', '-f', 'all.yaml', 'a=c'])).stderr).toBe(
      `Error from server (NotFound): configmaps "nope" not found\n${foo}\nError from server (NotFound): configmaps "none" not found\n`,
    )
    expect((await line.run(['label', 'cm', 'nope', 'web', 'a=c'])).stderr).toBe(
      'Error from server (NotFound): configmaps "nope" not found\n' +
        "'a' already has a value (b), and --overwrite is false\n",
    )
  } finally {
    line.remove()
  }
})
