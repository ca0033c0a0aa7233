/** A table's cell: numbers are right as they are, everything else is text. */
export type Cell = string | number
