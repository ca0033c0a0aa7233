import type { Table, TableRow } from '../../apiserver/table.ts'
import { PrinterError } from '../printers/printer-error.ts'
import { sortObjects, sortTableRows, UnsortableError } from '../printers/sort-by.ts'

/** The rows of one table are sorted; of several tables it is the tables themselves, as kubectl does. */
export function sortedTables<T extends { body: Table }>(answers: readonly T[], sortBy: string): T[] {
  if (answers.length > 1) {
    sortObjects(
      answers.map(a => a.body),
      sortBy,
    )
    return [...answers]
  }
  return answers.map(a => ({ ...a, body: { ...a.body, rows: sortedRows(a.body.rows, sortBy) } }))
}

/** kubectl prints nothing of a table that it cannot sort, and does not say so. */
function sortedRows(rows: readonly TableRow[], sortBy: string): TableRow[] {
  try {
    return sortTableRows([...rows], sortBy)
  } catch (error) {
    if (!(error instanceof PrinterError) || error instanceof UnsortableError) throw error
    return []
  }
}
