import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

let line: CommandLine

beforeEach(async () => {
  line = new CommandLine()
  await line.ok('create', 'cm', 'web-1')
  await line.ok('create', 'secret', 'generic', 'web-2')
})
afterEach(() => line.remove())

const names = (text: string) => text.match(/^Name: .*$/gm)?.map(t => t.slice(5).trim()) ?? []
const describe = async (...argv: string[]) => {
  const { stdout, stderr } = await line.run(['describe', ...argv])
  return { names: names(stdout), events: stdout.includes('Events:'), stderr }
}
const notFound = (...what: string[]) => what.map(w => `Error from server (NotFound): ${w} not found\n`).join('')

test('one of two names that nobody has is taken for the beginning of names, and hides the other', async () => {
  const missing = notFound('configmaps "nope"')
  expect(await describe('cm/web-1', 'cm/nope')).toEqual({ names: [], events: false, stderr: missing })
  expect(await describe('cm/nope', 'secret/web-2')).toEqual({ names: [], events: false, stderr: missing })
  expect(await describe('cm,secret', 'web-1')).toEqual({
    names: [],
    events: false,
    stderr: 'error: you may only specify a single resource type\n',
  })
  expect(await describe('cm', 'web-1', 'nope')).toEqual({ names: ['web-1'], events: false, stderr: missing })
})

test('the beginning of a name', async () => {
  expect(await describe('cm', 'web')).toEqual({ names: ['web-1'], events: false, stderr: '' })
  expect(await describe('cm,cm', 'web')).toEqual({ names: ['web-1'], events: false, stderr: '' })
  expect((await describe('cm', 'web', '--show-events')).events).toBe(true)
  expect((await describe('cm', 'web-1')).events).toBe(true)
})

test('objects of files are looked up when all files are read, and missing ones told once', async () => {
  const cm = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } })
  const items = [cm('nope'), cm('web-1'), { ...cm('x'), kind: 'Foo' }, cm('nope')]
  line.file('all.yaml', items.map(item => JSON.stringify(item)).join('\n---\n'))
  const { names, stderr } = await describe('-f', 'all.yaml')
  expect(names).toEqual(['web-1'])
  expect(stderr).toBe(
    'resource mapping not found for name: "x" namespace: "" from "all.yaml": no matches for kind "Foo" in version "v1"\n' +
      `ensure CRDs are installed first\n${notFound('configmaps "nope"')}`,
  )
})
