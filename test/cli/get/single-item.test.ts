import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

let line: CommandLine

const configMap = (name: string) => JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } })

beforeEach(async () => {
  line = new CommandLine()
  for (const folder of ['one', 'two']) mkdirSync(join(line.folder, folder))
  line.file('a.json', configMap('a')).file('nope.json', configMap('nope'))
  line.file('one/a.json', configMap('a')).file('one/kustomization.yaml', 'resources: [a.json]\n')
  line.file('two/a.json', configMap('a')).file('two/b.json', configMap('nope'))
  await line.ok('apply', '-f', 'a.json')
})
afterEach(() => line.remove())

const kindOf = async (words: string, input = '') =>
  (await line.run(['get', ...words.split(' '), '-o', 'jsonpath={.kind}'], input)).stdout

test.each([
  '-f a.json',
  '-k one',
  '-R -f a.json',
  '-f a.*',
])('the object of the one file of %s stands alone', async words => {
  expect(await kindOf(words)).toBe('ConfigMap')
})

test('so does that of a folder with one manifest in it', async () => {
  line.file('one/kustomization.yaml', '')
  mkdirSync(join(line.folder, 'single'))
  line.file('single/a.json', configMap('a'))
  expect(await kindOf('-f single')).toBe('ConfigMap')
})

test.each(['-f two', '-f a.json -f a.json'])('objects of the several files of %s stand in a list', async words => {
  expect(await kindOf(words)).toBe('List')
})

test('as does an object of standard input', async () => {
  expect(await kindOf('-f -', configMap('a'))).toBe('List')
})

test('where a single object was meant nothing is shown beside its error, else an empty list', async () => {
  expect(await kindOf('-f nope.json')).toBe('')
  expect(await kindOf('-f nope.json -f nope.json')).toBe('List')
})
