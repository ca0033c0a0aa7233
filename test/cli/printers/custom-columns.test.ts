import { expect, test } from 'vitest'
import {
  customColumnsPrinter,
  parseCustomColumns,
  parseCustomColumnsFile,
} from '../../../src/cli/printers/custom-columns.ts'
import type { PrinterError } from '../../../src/cli/printers/printer-error.ts'

const front = {
  metadata: { name: 'front', labels: { app: 'shop', 'x.io/y': 'z' } },
  list: [{ n: 'a', p: 80 }, { n: 'b' }],
}
const bare = { metadata: { name: 'bare' }, list: [{ n: 'c' }], nothing: null }
const list = { kind: 'List', items: [front, bare] }
const print = (spec: string, object: unknown = list) => customColumnsPrinter(parseCustomColumns(spec))(object)

test('paths in all their forms, lists, maps, null and what is missing', () => {
  expect(print('NAME:metadata.name,N:{.list[*].n},P:.list[*].p,L:.metadata.labels,X:.nothing')).toBe(
    'NAME    N     P        L                        X\n' +
      'front   a,b   80       map[app:shop x.io/y:z]   <none>\n' +
      'bare    c     <none>   <none>                   <nil>\n',
  )
  expect(print('NAME:')).toBe('NAME\n<none>\n<none>\n')
})

test('what could be printed before an error is in the error', () => {
  const error = (() => {
    try {
      return print('NAME:.metadata.name,SECOND:.list[1].n')
    } catch (thrown) {
      return thrown as PrinterError
    }
  })()
  expect(error).toMatchObject({
    message: 'array index out of bounds: index 1, length 1',
    output: 'NAME    SECOND\nfront   b\n',
  })
  expect(() => print('NAME:.metadata.name,BAD:.spec[')).toThrow('unterminated array')
})

test('headings come once, and never without headers', () => {
  const printer = customColumnsPrinter(parseCustomColumns('N:.metadata.name'))
  expect(printer(front) + printer(bare)).toBe('N\nfront\nbare\n')
  expect(customColumnsPrinter(parseCustomColumns('N:.metadata.name'), true)(list)).toBe('front\nbare\n')
})

test('terminal escapes are neutralised; tabs and line breaks of values break cells and lines', () => {
  expect(print('A:.a,B:.b', { a: '\u001b[1m', b: 'x\ty\nz' })).toBe('A       B\n^[[1m   x     y\nz\n')
})

test('wrong specifications', () => {
  const error = (spec: string) => () => parseCustomColumns(spec)
  expect(error('')).toThrow('custom-columns format specified but no custom columns given')
  expect(error('A:.a,B')).toThrow('unexpected custom-columns spec: B, expected <header>:<json-path-expr>')
  expect(error('A:{a}{b}')).toThrow('unexpected path string')
})

test('files of columns', () => {
  expect(parseCustomColumnsFile('NAME   STATE\n.metadata.name  {.status}\nignored')).toEqual([
    { header: 'NAME', path: '{.metadata.name}' },
    { header: 'STATE', path: '{.status}' },
  ])
  expect(() => parseCustomColumnsFile('')).toThrow('invalid template, missing header line.')
  expect(() => parseCustomColumnsFile('NAME\n')).toThrow('invalid template, missing spec line.')
  expect(() => parseCustomColumnsFile('A B\n.a')).toThrow(
    "number of headers (2) and field specifications (1) don't match",
  )
})
