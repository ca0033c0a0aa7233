/** A float64 from the text of a template: 1.0 is no whole number there, though a JSON value cannot tell the two apart. */
export class GoFloat {
  constructor(readonly value: number) {}
}

/** An int that a template made (a constant, a length, an index): the whole numbers of a JSON object are int64. */
export class GoInt {
  constructor(readonly value: number) {}
}

/** The number that a JSON value, a GoInt or a GoFloat is; any other value as it is. */
export function plainNumber(value: unknown): unknown {
  return value instanceof GoFloat || value instanceof GoInt ? value.value : value
}
