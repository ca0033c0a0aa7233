import { compareQuantities, parseQuantity, type Quantity, QuantityError } from '../../apimachinery/quantity.ts'
import { quote } from '../../apimachinery/quote.ts'
import { goType } from '../../gotemplate/values.ts'
import { evaluate } from '../../jsonpath/evaluate.ts'
import { JsonPathError, type ListNode } from '../../jsonpath/nodes.ts'
import { parseJsonPath } from '../../jsonpath/parser.ts'
import { relaxedJsonPath } from '../../jsonpath/relaxed.ts'
import { goSort } from './go-sort.ts'
import { PrinterError } from './printer-error.ts'

/** Values that have no order. kubectl dies of it: it logs the message as a fatal error (not after "error: ") and exits with 1. */
export class UnsortableError extends PrinterError {
  override readonly name = 'UnsortableError'
}

interface Keyed<T> {
  item: T
  present: boolean
  value: unknown
  quantity: Quantity | undefined
}

/**
 * Sorts objects in place by the field that --sort-by names, and returns them. Objects without the field come first; strings that are
 * quantities compare as such, others by their characters. Throws PrinterError where no object has the field or the path is wrong.
 *
 * kubectl does this with the items of a list for every output but tables; and with the tables themselves (not their rows) where it
 * prints more than one table, which fails for most fields.
 */
export function sortObjects<T>(objects: T[], sortBy: string): T[] {
  if (objects.length === 0) return objects
  try {
    const field = relaxedJsonPath(sortBy)
    return sortBySource(objects, object => object, field, parseJsonPath(field), '*unstructured.Unstructured')
  } catch (error) {
    if (error instanceof JsonPathError) throw new PrinterError(error.message)
    throw error
  }
}

/**
 * Sorts the rows of one table in place, by their objects; fewer than two rows stay as they are. `kubectl get` ignores what this
 * throws, PrinterError as for `sortObjects`, and prints nothing of the table; only an UnsortableError gets through.
 */
export function sortTableRows<T extends { object?: unknown }>(rows: T[], sortBy: string): T[] {
  if (rows.length < 2) return rows
  const field = relaxedOrGiven(sortBy)
  try {
    return sortBySource(rows, row => row.object, field, parseJsonPath(field), '[][][]reflect.Value')
  } catch (error) {
    if (error instanceof JsonPathError) throw new PrinterError(`sorting error: ${error.message}`)
    throw error
  }
}

function relaxedOrGiven(sortBy: string): string {
  try {
    return relaxedJsonPath(sortBy)
  } catch (error) {
    if (error instanceof JsonPathError) return sortBy
    throw error
  }
}

function sortBySource<T>(
  items: T[],
  objectOf: (item: T) => unknown,
  field: string,
  path: ListNode,
  goTypeOfSource: string,
): T[] {
  const keyed = items.map((item): Keyed<T> => {
    const first = evaluate(path, objectOf(item), { allowMissingKeys: true })[0] ?? []
    return { item, present: first.length > 0, value: first[0], quantity: quantityOf(first[0]) }
  })
  if (!keyed.some(key => key.present)) {
    throw new PrinterError(`couldn't find any field with path ${quote(field)} in the list of objects`)
  }
  goSort(keyed, (a, b) => {
    if (!a.present) return true
    if (!b.present) return false
    return less(a, b, reason => {
      throw new UnsortableError(
        `Field ${field} in ${goTypeOfSource} is an unsortable type: interface, err: unsortable ${reason}`,
      )
    })
  })
  keyed.forEach((key, i) => {
    items[i] = key.item
  })
  return items
}

const MAYBE_QUANTITY = /^[+-]?[0-9.]+[A-Za-z0-9+-]*$/

function quantityOf(value: unknown): Quantity | undefined {
  if (typeof value !== 'string' || !MAYBE_QUANTITY.test(value)) return undefined
  try {
    return parseQuantity(value)
  } catch (error) {
    if (error instanceof QuantityError) return undefined
    throw error
  }
}

function less(a: Keyed<unknown>, b: Keyed<unknown>, unsortable: (reason: string) => never): boolean {
  if (a.value === null) return b.value !== null
  if (b.value === null) return false
  if (typeof a.value !== 'string' && typeof a.value !== 'number') return unsortable(`type: ${goType(a.value)}`)
  if (goType(a.value) !== goType(b.value)) return unsortable('interface: interface')
  if (a.quantity && b.quantity) return compareQuantities(a.quantity, b.quantity) < 0
  return a.value < (b.value as typeof a.value)
}
