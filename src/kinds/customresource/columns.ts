import type { TableColumn } from '../../api/discovery.ts'
import type { KubeObject } from '../../api/object.ts'
import type { CustomResourceColumnDefinition } from '../../api/types.gen.ts'
import { translateTimestampSince } from '../../apimachinery/duration.ts'
import { formatValue } from '../../gotemplate/format.ts'
import { evaluate } from '../../jsonpath/evaluate.ts'
import { JsonPathError, type ListNode } from '../../jsonpath/nodes.ts'
import { parseJsonPath } from '../../jsonpath/parser.ts'
import type { Cell } from '../table.ts'

type Columns = readonly CustomResourceColumnDefinition[]

/** What a version without columns of its own prints besides the name. */
const AGE: Columns = [{ name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }]

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** The columns of a custom resource's table: its name, and its definition's columns. */
export function printerColumns(columns: Columns | undefined): TableColumn[] {
  const own = columns?.length ? columns : AGE
  return [
    { name: 'Name', type: 'string', format: 'name', priority: 0 },
    ...own.map(({ name, type, format = '', priority = 0 }) => ({ name, type, format, priority })),
  ]
}

/** Makes the rows of a custom resource's table. */
export function rowMaker(columns: Columns | undefined): (object: KubeObject, now: Date) => Cell[] {
  const cells = (columns?.length ? columns : AGE).map(({ type, jsonPath }) => cellMaker(type, parse(jsonPath)))
  return (object, now) => [object.metadata.name ?? '', ...cells.map(cell => cell(object, now))]
}

function parse(path: string): ListNode | undefined {
  try {
    return parseJsonPath(`{${path}}`)
  } catch (error) {
    if (error instanceof JsonPathError) return undefined
    throw error
  }
}

function cellMaker(type: string, template: ListNode | undefined): (object: KubeObject, now: Date) => Cell {
  return (object, now) => {
    const value = template && firstResult(template, object)
    if (value === undefined) return ''
    return type === 'string' ? text(value) : cellOf(type, value, now)
  }
}

function firstResult(template: ListNode, object: KubeObject): unknown {
  try {
    return evaluate(template, object, { allowMissingKeys: true })[0]?.[0]
  } catch (error) {
    if (error instanceof JsonPathError) return undefined
    throw error
  }
}

function text(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : formatValue(value)
}

/** A value in a column of a type; nothing where it is of another. */
function cellOf(type: string, value: unknown, now: Date): Cell {
  switch (type) {
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : ''
    case 'number':
      return typeof value === 'number' ? value : ''
    case 'boolean':
      return typeof value === 'boolean' ? String(value) : ''
    case 'date':
      if (typeof value !== 'string') return ''
      if (value === '') return '<unknown>'
      return RFC3339.test(value) ? translateTimestampSince(value, now) : '<invalid>'
    default:
      return ''
  }
}
