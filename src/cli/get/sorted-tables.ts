import type { KubeObject } from '../../api/object.ts'
import type { Table, TableRow } from '../../apiserver/table.ts'
import type { ListBody } from '../../client/client.ts'
import { PrinterError } from '../printers/printer-error.ts'
import { sortObjects, sortTableRows, UnsortableError } from '../printers/sort-by.ts'

/** What the server answers about a type: a table, or (--server-print=false) a list or one object. */
type Answer = Table | ListBody | KubeObject

/**
 * The rows of one table are sorted; of several tables it is the tables themselves, as kubectl does. Lists (--server-print=false) become
 * their objects, which are sorted whatever their types.
 */
export function sortedTables<T extends { body: Answer }>(answers: readonly T[], sortBy: string): T[] {
  const [first, ...others] = answers
  if (first && others.length === 0 && 'rows' in first.body)
    return [{ ...first, body: { ...first.body, rows: sortedRows(first.body.rows, sortBy) } }]
  const single = answers.flatMap(answer =>
    'items' in answer.body ? answer.body.items.map(item => ({ ...answer, body: item })) : [answer],
  )
  const places = new Map(single.map(answer => [answer.body, answer]))
  const bodies = single.map(answer => answer.body)
  return sortObjects(bodies, sortBy).map(body => places.get(body)!)
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
