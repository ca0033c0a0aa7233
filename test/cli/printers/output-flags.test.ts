import { expect, test } from 'vitest'
import { parseOutput } from '../../../src/cli/printers/output-flags.ts'
import {
  DISCOVERY_FORMATS,
  GET_FORMATS,
  OBJECT_FORMATS,
  STRUCTURED_FORMATS,
} from '../../../src/cli/printers/output-formats.ts'

const readFile = (path: string): string => {
  if (path === 'tpl') return '{.from.file}'
  if (path === 'cols') return 'A\n.a'
  throw Object.assign(new Error('ENOENT: …'), { code: path === 'dir' ? 'EISDIR' : 'ENOENT' })
}
const get = (output: string | undefined, template?: string) =>
  parseOutput(output, { allowed: GET_FORMATS, template, readFile })

test('plain formats, in any case but for wide', () => {
  expect(['yaml', 'YAML', 'yml', 'Json', 'kyaml', 'NAME', 'wide', '', undefined].map(o => get(o).format)).toEqual([
    'yaml',
    'yaml',
    'yaml',
    'json',
    'kyaml',
    'name',
    'wide',
    '',
    '',
  ])
  expect(() => get('WIDE')).toThrow('unable to match a printer suitable for the output format "WIDE"')
})

test('templates, inline, from files and by --template', () => {
  expect(get('jsonpath={.a=b}')).toEqual({ format: 'jsonpath', template: '{.a=b}' })
  expect(get('jsonpath-as-json={.a}')).toEqual({ format: 'jsonpath-as-json', template: '{.a}' })
  expect(get('jsonpath-file=tpl')).toEqual({ format: 'jsonpath', template: '{.from.file}' })
  expect(get('template', '{{.a}}')).toEqual({ format: 'go-template', template: '{{.a}}' })
  expect(get(undefined, '{{.a}}')).toEqual({ format: 'go-template', template: '{{.a}}' })
  expect(get('json', '{{.a}}')).toEqual({ format: 'json' })
  expect(get('custom-columns=A:.a')).toEqual({
    format: 'custom-columns',
    columns: [{ header: 'A', path: '{.a}' }],
    fromFile: false,
  })
  expect(get('custom-columns-file', 'cols')).toMatchObject({ fromFile: true })
})

test('templates that are missing or cannot be read', () => {
  for (const format of ['jsonpath', 'jsonpath=', 'go-template', 'templatefile']) {
    expect(() => get(format)).toThrow('template format specified but no template given')
  }
  expect(() => get('custom-columns=')).toThrow('custom-columns format specified but no custom columns given')
  expect(() => get('jsonpath-file=x')).toThrow('error reading --template x, open x: no such file or directory')
  expect(() => get('go-template-file=dir')).toThrow('error reading --template dir, read dir: is a directory')
  expect(() => get('custom-columns-file=x')).toThrow('error reading template x, open x: no such file or directory')
})

test('each command allows its own formats', () => {
  const message = (output: string, allowed: readonly string[]) => {
    try {
      return parseOutput(output, { allowed, readFile }).format
    } catch (error) {
      return (error as Error).message.replace('unable to match a printer suitable for the output format ', '')
    }
  }
  expect(message('jsonpath={.a}{"\\n"}', STRUCTURED_FORMATS)).toBe(
    '"jsonpath={.a}{\\"\\\\n\\"}", allowed formats are: json,kyaml,yaml',
  )
  expect(message('bogus', DISCOVERY_FORMATS)).toBe('"bogus", allowed formats are: json,kyaml,name,wide,yaml')
  expect(message('wide', OBJECT_FORMATS)).toBe(
    '"wide", allowed formats are: go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,yaml',
  )
  expect(message('bogus', GET_FORMATS)).toBe(
    '"bogus", allowed formats are: custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml',
  )
  expect(message('name', STRUCTURED_FORMATS)).toBe('"name", allowed formats are: json,kyaml,yaml')
})
