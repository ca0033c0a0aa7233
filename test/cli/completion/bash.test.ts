import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { BASH } from '../../../src/cli/completion/bash.ts'

/** What bash would offer for a line of these words, where the program answers with these lines; and what it was asked. */
function complete(line: string, words: string[], answer: string[]): { asked: string; offered: string[] } {
  const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
  const script = `
kubette() { printf '%s|' "$@" >&3; printf '%s\\n' ${answer.map(quote).join(' ')}; }
compopt() { :; }
${BASH}
COMP_LINE=${quote(line)} COMP_POINT=${line.length} COMP_WORDS=(${words.map(quote).join(' ')}) COMP_CWORD=${words.length - 1}
{ __kubette_complete; } 3>&1
printf '\\n'
((\${#COMPREPLY[@]})) && printf '%s\\n' "\${COMPREPLY[@]}"
exit 0`
  const [asked = '', ...offered] = execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8' }).split('\n')
  return { asked, offered: offered.filter(text => text !== '') }
}

test('asks for the words and offers the candidates without what is said about them', () => {
  const { asked, offered } = complete(
    'kubette get po',
    ['kubette', 'get', 'po'],
    ['pods\tabout pods', 'podtemplates', ':4'],
  )
  expect(asked).toBe('__complete|get|po|')
  expect(offered).toEqual(['pods', 'podtemplates'])
})

test('an empty word is asked for as one', () => {
  expect(complete('kubette get  ', ['kubette', 'get', ''], [':4'])).toEqual({ asked: '__complete|get||', offered: [] })
})

test('what bash has split at = and : is one word', () => {
  expect(complete('kubette get --output=js', ['kubette', 'get', '--output', '=', 'js'], ['json', ':4'])).toEqual({
    asked: '__complete|get|--output=js|',
    offered: ['json'],
  })
  expect(
    complete('kubette get x system:no', ['kubette', 'get', 'x', 'system', ':', 'no'], ['system:node', ':4']),
  ).toEqual({ asked: '__complete|get|x|system:no|', offered: ['node'] })
})

test('words with quotes and variables are not run', () => {
  const { asked } = complete('kubette get $(exit 3) ', ['kubette', 'get', '$(exit 3)', ''], [':4'])
  expect(asked).toBe('__complete|get|$(exit 3)||')
})

test('files with an extension, and folders', () => {
  const { offered } = complete('kubette apply -f test/', ['kubette', 'apply', '-f', 'test/'], ['json', ':8'])
  expect(offered).toContain('test/cli')
  const files = complete('kubette apply -f package', ['kubette', 'apply', '-f', 'package'], ['json', ':8'])
  expect(files.offered.sort()).toEqual(['package-lock.json', 'package.json'])
})
