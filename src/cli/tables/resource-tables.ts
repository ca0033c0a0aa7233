import type { ApiResource, TableColumn } from '../../api/discovery.ts'
import type { KubeObject, ObjectMeta } from '../../api/object.ts'
import { translateTimestampSince } from '../../apimachinery/duration.ts'
import type { Table, TableRow } from '../../apiserver/table.ts'
import { formatTable, type TableStyle, tableCell } from '../printers/table.ts'

/** A server's answer about one type: a Table, or (where it makes none) an object or a list. */
export interface TypedTable {
  resource: ApiResource
  table: Table | KubeObject
}

export interface TableSettings {
  /** Also the columns of lower priority. */
  wide: boolean
  noHeaders: boolean
  /** Put the type before each name. */
  withKind: boolean
  /** A first column NAMESPACE for what lies in one. */
  withNamespace: boolean
  showLabels: boolean
  labelColumns: readonly string[]
  style?: TableStyle | undefined
}

/** Tables as kubectl prints them: consecutive ones of a type run together, types are parted by an empty line. '' where there are no rows. */
export function printTables(tables: readonly TypedTable[], settings: TableSettings, now = new Date()): string {
  const blocks: string[] = []
  for (let i = 0; i < tables.length; ) {
    const { resource } = tables[i]!
    const group: Table[] = []
    while (i < tables.length && tables[i]!.resource === resource) group.push(asTable(tables[i++]!.table, now))
    const rows = group.flatMap(t => t.rows)
    if (rows.length > 0) blocks.push(printTable(resource, group[0]!.columnDefinitions, rows, settings))
  }
  return blocks.join(settings.noHeaders ? '' : '\n')
}

function printTable(
  resource: ApiResource,
  definitions: readonly TableColumn[],
  rows: readonly TableRow[],
  settings: TableSettings,
): string {
  const { header, lines } = tableCells(resource, definitions, rows, settings)
  return formatTable(lines, {
    ...(settings.noHeaders ? {} : { header }),
    ...(settings.style ? { style: settings.style } : {}),
  })
}

/** The headings and the cells of rows as they are printed, before they are aligned. */
export function tableCells(
  resource: ApiResource,
  definitions: readonly TableColumn[],
  rows: readonly TableRow[],
  settings: Omit<TableSettings, 'noHeaders' | 'style'>,
): { header: string[]; lines: string[][] } {
  const shown = definitions.map((_, i) => i).filter(i => settings.wide || definitions[i]!.priority === 0)
  const nameColumn = definitions.findIndex(d => d.format === 'name' || d.name === 'Name')
  const withNamespace = settings.withNamespace && resource.namespaced
  const prefix = settings.withKind ? `${resource.singular}${resource.group ? `.${resource.group}` : ''}/` : ''
  const header = [
    ...(withNamespace ? ['NAMESPACE'] : []),
    ...shown.map(i => definitions[i]!.name.toUpperCase()),
    ...settings.labelColumns.map(labelHeading),
    ...(settings.showLabels ? ['LABELS'] : []),
  ]
  const lines = rows.map(row => {
    const metadata: ObjectMeta = row.object?.metadata ?? {}
    const cells: string[] = withNamespace ? [metadata.namespace ?? ''] : []
    for (const i of shown) cells.push(`${i === nameColumn ? prefix : ''}${tableCell(String(row.cells[i] ?? ''))}`)
    for (const label of settings.labelColumns) cells.push(metadata.labels?.[label] ?? '')
    if (settings.showLabels) cells.push(labelsText(metadata.labels))
    return cells
  })
  return { header, lines }
}

/** The column of a label is called by the last part of its key. */
function labelHeading(label: string): string {
  return label.slice(label.lastIndexOf('/') + 1).toUpperCase()
}

function labelsText(labels: Record<string, string> | undefined): string {
  const keys = Object.keys(labels ?? {}).sort()
  return keys.length ? keys.map(k => `${k}=${labels![k]}`).join(',') : '<none>'
}

const PLAIN_COLUMNS: TableColumn[] = [
  { name: 'Name', type: 'string', format: 'name', priority: 0 },
  { name: 'Age', type: 'string', format: '', priority: 0 },
]

/** What a server that prints no tables answers, as a table of names and ages. */
export function asTable(answer: Table | KubeObject, now: Date): Table {
  if (answer.kind === 'Table') return answer as Table
  const { items } = answer as { items?: KubeObject[] }
  const objects = items ?? [answer as KubeObject]
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: {},
    columnDefinitions: PLAIN_COLUMNS,
    rows: objects.map(object => ({
      cells: [object.metadata.name ?? '', translateTimestampSince(object.metadata.creationTimestamp, now)],
      object,
    })),
  }
}
