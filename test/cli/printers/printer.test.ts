import { expect, test } from 'vitest'
import { resourceName } from '../../../src/cli/printers/name.ts'
import { printerFor } from '../../../src/cli/printers/printer.ts'
import type { PrinterError } from '../../../src/cli/printers/printer-error.ts'

const object = (name: string, extra: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, ...extra },
})
const managed = object('a', { managedFields: [{ manager: 'm' }] })

test('-o name prints the resource and the name of each object', () => {
  const print = printerFor({ format: 'name' })
  expect(print(object('a'))).toBe('deployment.apps/a\n')
  expect(print({ kind: 'List', items: [object('a'), { apiVersion: 'v1', kind: 'Pod', metadata: {} }] })).toBe(
    'deployment.apps/a\npod/<unknown>\n',
  )
  expect(resourceName('', 'ConfigMap', 'x')).toBe('configmap/x')
})

test('managedFields are left out of whole objects, unless asked for, and out of the items of lists', () => {
  for (const format of ['json', 'yaml', 'kyaml'] as const) {
    expect(printerFor({ format })(managed)).not.toContain('managedFields')
    expect(printerFor({ format })({ kind: 'List', items: [managed] })).not.toContain('managedFields')
    expect(printerFor({ format }, { showManagedFields: true })(managed)).toContain('managedFields')
  }
  expect(managed.metadata).toHaveProperty('managedFields')
  expect(printerFor({ format: 'jsonpath', template: '{.metadata.managedFields[0].manager}' })(managed)).toBe('m')
})

test('YAML documents are separated', () => {
  const print = printerFor({ format: 'yaml' })
  expect(print({ a: 1 }) + print({ a: 2 })).toBe('a: 1\n---\na: 2\n')
})

test('the order of keys may be kept', () => {
  const print = printerFor({ format: 'json' }, { keyOrder: 'given' })
  expect(print({ kind: 'A', apiVersion: 'v1' })).toBe('{\n    "kind": "A",\n    "apiVersion": "v1"\n}\n')
})

test('an error of JSONPath shows the template and the object in Go syntax', () => {
  const print = printerFor({ format: 'jsonpath', template: '{.nope}' }, { allowMissingTemplateKeys: false })
  const data = { b: [1, 'x"', null, true], a: { f: 1.5, e: [], o: {} } }
  expect(() => print(data)).toThrow(
    expect.objectContaining<Partial<PrinterError>>({
      message:
        'error executing jsonpath "{.nope}": Error executing template: nope is not found. Printing more information for debugging the template:\n' +
        '\ttemplate was:\n\t\t{.nope}\n\tobject given to jsonpath engine was:\n' +
        '\t\tmap[string]interface {}{"a":map[string]interface {}{"e":[]interface {}{}, "f":1.5, "o":map[string]interface {}{}}, "b":[]interface {}{1, "x\\"", interface {}(nil), true}}\n\n\n',
    }),
  )
  expect(() => printerFor({ format: 'jsonpath', template: '{.a' })).toThrow(
    'error parsing jsonpath {.a, unclosed action',
  )
})

test('jsonpath-as-json prints the results of every part as a list', () => {
  expect(printerFor({ format: 'jsonpath-as-json', template: '{.a[*]}{"x"}' })({ a: [1, { b: null }] })).toBe(
    '[\n    1,\n    {\n        "b": null\n    }\n]\n[\n    "x"\n]\n',
  )
})

test('a template that calls itself for ever is an error', () => {
  const template = '{{define "t"}}{{template "t" .}}{{end}}{{template "t" .}}'
  expect(() => printerFor({ format: 'go-template', template })({})).toThrow('exceeded maximum template depth (100000)')
})
