import { expect, test } from 'vitest'
import { type ApiResource, tableColumns } from '../../../src/api/discovery.ts'
import type { KubeObject } from '../../../src/api/object.ts'
import type { Table } from '../../../src/apiserver/table.ts'
import { get } from '../../../src/cli/commands/get.ts'
import { globalFlags } from '../../../src/cli/flags/global.ts'
import { parseFlags } from '../../../src/cli/flags/parse.ts'
import { objectShow, tableShow } from '../../../src/cli/get/watch-show.ts'
import type { Io } from '../../../src/cli/io.ts'
import { outputOf } from '../../../src/cli/output.ts'
import type { ObjectOutput } from '../../../src/cli/printers/output-flags.ts'
import { GET_FORMATS } from '../../../src/cli/printers/output-formats.ts'

const configMaps = {
  group: '',
  version: 'v1',
  resource: 'configmaps',
  singular: 'configmap',
  namespaced: true,
} as ApiResource
const table = (...rows: [string, number][]): Table => ({
  kind: 'Table',
  apiVersion: 'meta.k8s.io/v1',
  metadata: {},
  columnDefinitions: tableColumns(configMaps)!,
  rows: rows.map(([name, data]) => ({
    cells: [name, data, '5s'],
    object: { metadata: { name, labels: { l: name } } } as KubeObject,
  })),
})
const map = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } })

function shown(line: string) {
  let out = ''
  const io = { out: (text: string) => (out += text), cwd: '/', env: {} } as unknown as Io
  const { flags } = parseFlags(line.split(' '), [...globalFlags, ...get.flags!])
  return { flags, io, text: () => out }
}

/** What `get` shows of two objects, of a change of one and of a new one that goes again. */
function tableText(line: string, columnsEveryTime = true): string {
  const { flags, io, text } = shown(line)
  const show = tableShow(configMaps, false, flags, io)
  const silent = flags.bool('watch-only')
  show([table(['a', 1], ['kube-root-ca.crt', 1])], { type: 'ADDED', silent })
  const later = (t: Table) => (columnsEveryTime ? t : { ...t, columnDefinitions: [] })
  show([later(table(['a', 1]))], { type: 'MODIFIED', silent: false })
  show([later(table(['longer-name-than-others', 2]))], { type: 'ADDED', silent: false })
  show([later(table(['longer-name-than-others', 2]))], { type: 'DELETED', silent: false })
  return text()
}

// the texts are those of kubectl 1.33
test('a table grows: one heading, columns only get wider', () => {
  expect(tableText('-w')).toBe(`NAME               DATA   AGE
a                  1      5s
kube-root-ca.crt   1      5s
a                  1      5s
longer-name-than-others   2      5s
longer-name-than-others   2      5s
`)
  expect(tableText('-w', false)).toBe(tableText('-w'))
})

test('without what there is, the heading comes with the first change', () => {
  expect(tableText('--watch-only')).toBe(`NAME   DATA   AGE
a      1      5s
longer-name-than-others   2      5s
longer-name-than-others   2      5s
`)
})

test('what happened stands in a first column', () => {
  expect(tableText('-w --output-watch-events --show-labels')).toBe(`EVENT      NAME               DATA   AGE   LABELS
ADDED      a                  1      5s    l=a
ADDED      kube-root-ca.crt   1      5s    l=kube-root-ca.crt
MODIFIED   a                  1      5s    l=a
ADDED      longer-name-than-others   2      5s    l=longer-name-than-others
DELETED    longer-name-than-others   2      5s    l=longer-name-than-others
`)
})

function objectText(line: string): string {
  const { flags, io, text } = shown(line)
  const output = outputOf(flags, GET_FORMATS, io)
  const show = objectShow(output as ObjectOutput, flags, io)
  show([map('a'), map('b')], { type: 'ADDED', silent: false })
  show([map('c')], { type: 'ADDED', silent: true })
  show([map('a')], { type: 'MODIFIED', silent: false })
  return text()
}

test.each([
  ['-o name', 'configmap/a\nconfigmap/b\nconfigmap/a\n'],
  ['-o jsonpath={.metadata.name};', 'a;b;a;'],
  ['-o custom-columns=N:.metadata.name', 'N\na\nb\na\n'],
  ['-o jsonpath={.type}/{.object.metadata.name}; --output-watch-events', 'ADDED/a;ADDED/b;MODIFIED/a;'],
  [
    '-o custom-columns=T:.type,N:.object.metadata.name --output-watch-events',
    'T       N\nADDED   a\nADDED   b\nMODIFIED   a\n',
  ],
  ['-o name --output-watch-events', 'configmap/a\nconfigmap/b\nconfigmap/a\n'],
  [
    '-o json --output-watch-events',
    ['ADDED', 'ADDED', 'MODIFIED']
      .map(
        (type, i) =>
          `{"type":"${type}","object":{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"${'aba'[i]}"}}}\n`,
      )
      .join(''),
  ],
])('%s', (line, text) => {
  expect(objectText(line)).toBe(text)
})

test('YAML documents are parted, with what happened and without', () => {
  const yaml = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`
  expect(objectText('-o yaml')).toBe([yaml('a'), yaml('b'), yaml('a')].join('---\n'))
  expect(objectText('-o yaml --output-watch-events')).toContain('---\nobject:\n  apiVersion: v1\n')
})
