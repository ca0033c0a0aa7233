/** What a function of a template fails with; the engine adds where it was called. */
export class FunctionError extends Error {
  override readonly name = 'FunctionError'
}
