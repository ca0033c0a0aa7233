import { expect, test } from 'vitest'
import { hasLines, headerText, strippedText, withoutComments } from '../../../src/cli/edit/file-text.ts'
import { goSyntax } from '../../../src/cli/edit/go-syntax.ts'

test('reasons become comments, whatever they hold', () => {
  const reasons = [
    { head: 'pods "a" was not valid', details: ['spec: Forbidden: one\ntwo\n# three'] },
    { head: 'a syntax error', details: [] },
  ]
  const text = headerText(false, reasons)
  expect(
    text
      .split('\n')
      .slice(0, -1)
      .every(line => line.startsWith('#')),
  ).toBe(true)
  expect(text).toContain(
    '# pods "a" was not valid:\n# * spec: Forbidden: one\n# two\n# three\n#\n# a syntax error\n#\n',
  )
  expect(headerText(true, [])).toMatch(/^# Please edit the 'last-applied-configuration' annotations below\./)
})

test('texts are compared by what they say', async () => {
  expect(await strippedText('# x\nb: 1\na: 2\n')).toBe(await strippedText('{"a":2,"b":1}'))
  expect(await strippedText('# x\na: {b\n')).toBe('a: {b\n')
  expect(withoutComments('a\n  # b\n#!c\nd\n')).toBe('a\n#!c\nd\n')
  expect([hasLines('# a\n\n  #b'), hasLines('# a\nb')]).toEqual([false, true])
})

test('objects as %#v', () => {
  expect(goSyntax({ b: [1, 'x', null], a: { c: true } })).toBe(
    '&unstructured.Unstructured{Object:map[string]interface {}{"a":map[string]interface {}{"c":true}, "b":[]interface {}{1, "x", interface {}(nil)}}}',
  )
})
