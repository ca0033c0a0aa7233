import type { ApiResource, TableColumn } from '../../api/discovery.ts'
import type { KubeObject } from '../../api/object.ts'
import type { Table } from '../../apiserver/table.ts'
import type { WatchEvent } from '../../client/client.ts'
import { GrowingTable } from '../events/growing-table.ts'
import type { FlagValues } from '../flags/values.ts'
import type { Io } from '../io.ts'
import { objectPrinter } from '../output.ts'
import { cellsOf } from '../printers/custom-columns.ts'
import { toCompactJson } from '../printers/json.ts'
import type { ObjectOutput } from '../printers/output-flags.ts'
import { toYaml } from '../printers/yaml.ts'
import { asTable, tableCells } from '../tables/resource-tables.ts'

/** What happened to the objects; `silent` objects are not shown, but what they tell of the columns is kept. */
export interface Happening {
  type: WatchEvent['type']
  silent: boolean
}

/** Shows objects that came together, as tables or as they are. */
export type Show = (objects: readonly (Table | KubeObject)[], happening: Happening) => void

/** Shows tables, one below the other as one that grows: its headings once, unless the columns change. */
export function tableShow(resource: ApiResource, wide: boolean, flags: FlagValues, io: Io): Show {
  const settings = {
    wide,
    withKind: flags.bool('show-kind'),
    withNamespace: flags.bool('all-namespaces'),
    showLabels: flags.bool('show-labels'),
    labelColumns: flags.list('label-columns'),
  }
  const withEvent = flags.bool('output-watch-events')
  const growing = new GrowingTable()
  let columns: readonly TableColumn[] = []
  let headed = flags.bool('no-headers')
  return (objects, { type, silent }) => {
    const lines: string[][] = []
    for (const object of objects) {
      const { columnDefinitions, rows } = asTable(object, new Date())
      if (columnDefinitions?.length && JSON.stringify(columnDefinitions) !== JSON.stringify(columns)) {
        columns = columnDefinitions
        headed = flags.bool('no-headers')
      }
      if (silent || rows.length === 0) continue
      const cells = tableCells(resource, columns, rows, settings)
      if (!headed) lines.push(withEvent ? ['EVENT', ...cells.header] : cells.header)
      headed = true
      lines.push(...cells.lines.map(line => (withEvent ? [type.padEnd(8), ...line] : line)))
    }
    io.out(growing.lines(lines))
  }
}

/** Shows objects in full, each for itself; with --output-watch-events together with what happened to it. */
export function objectShow(output: ObjectOutput, flags: FlagValues, io: Io): Show {
  const growing = new GrowingTable()
  let lines: string[][] = []
  const printObject = objectPrinter(output, flags, 'sorted', rows => {
    if (rows.length) lines.push(...cellsOf(rows))
    return ''
  })
  const print = flags.bool('output-watch-events') ? eventPrinter(output, printObject) : printObject
  return (objects, { type, silent }) => {
    if (silent) return
    for (const object of objects) io.out(print(object, type))
    io.out(growing.lines(lines))
    lines = []
  }
}

type EventPrinter = (object: object, type: string) => string

/** Prints a WatchEvent in the way that kubectl's printers have for them. */
function eventPrinter(output: ObjectOutput, print: (object: object) => string): EventPrinter {
  switch (output.format) {
    case 'name':
      return print
    case 'json':
      return (object, type) => `{"type":${JSON.stringify(type)},"object":${toCompactJson(object)}}\n`
    case 'yaml': {
      let separator = ''
      return (object, type) => {
        const text = separator + toYaml({ object, type })
        separator = '---\n'
        return text
      }
    }
    default:
      return (object, type) => print({ type, object })
  }
}
