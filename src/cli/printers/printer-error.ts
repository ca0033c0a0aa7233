/**
 * What stops a printer. `message` is the text that kubectl prints after "error: " (it may already end in newlines; kubectl adds
 * one only where there is none); `output` is what had been written to standard output before.
 */
export class PrinterError extends Error {
  override readonly name: string = 'PrinterError'
  constructor(
    message: string,
    readonly output = '',
  ) {
    super(message)
  }
}
