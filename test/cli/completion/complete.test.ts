import { expect, test } from 'vitest'
import { readUnfinished } from '../../../src/cli/completion/command-line.ts'
import { directiveText, NO_FILES, NO_SPACE } from '../../../src/cli/completion/directive.ts'
import { commandNames, flagNames } from '../../../src/cli/completion/words.ts'

const read = async (line: string) => (await readUnfinished(line.split(' ')))!

test.each([
  ['get ', 'get', undefined, '', []],
  ['get pods w', 'get', undefined, 'w', ['pods']],
  ['get -n kube- ', 'get', undefined, '', []],
  ['get pods -n kube', 'get', 'namespace', 'kube', ['pods']],
  ['get -An kube', 'get', 'namespace', 'kube', []],
  ['-n kube', '', 'namespace', 'kube', []],
  ['get --output=js', 'get', 'output', 'js', []],
  ['get -A po', 'get', undefined, 'po', []],
  ['get -n -o j', 'get', undefined, 'j', []],
  ['apply --dry-run ', 'apply', undefined, '', []],
  ['config use-context k', 'config use-context', undefined, 'k', []],
  ['get -- --out', 'get', undefined, '--out', []],
])('%j', async (text, path, flag, word, args) => {
  const line = await read(text)
  expect({ path: line.path, flag: line.flag?.flagName, word: line.word, args: line.args }).toEqual({
    path,
    flag,
    word,
    args,
  })
})

test.each(['foo ', 'get --foo ', 'get --foo=x'])('%j cannot be completed', async text => {
  expect(await readUnfinished(text.split(' '))).toBeUndefined()
})

test('commands that help does not show are not completed either', () => {
  const names = commandNames(undefined, '').candidates.map(c => c.split('\t')[0])
  expect(names).toContain('get')
  expect(names).not.toContain('__complete')
  expect([...names].sort()).toEqual(names)
})

test('a flag that was given comes again only if it may', async () => {
  const { definition, flags } = await read('get --show-labels -f x -A ')
  const candidates = flagNames(definition!.flags!, flags, '-').candidates.map(c => c.split('\t')[0])
  expect(candidates).toContain('--filename')
  expect(candidates).not.toContain('--all-namespaces')
  expect(candidates).not.toContain('-A')
})

test('directives are told in words', () => {
  expect(directiveText(0)).toBe('ShellCompDirectiveDefault')
  expect(directiveText(NO_SPACE | NO_FILES)).toBe('ShellCompDirectiveNoSpace, ShellCompDirectiveNoFileComp')
})
