import { StatusError } from '../../apimachinery/status.ts'
import { aggregateText, invalid, path } from '../../apimachinery/validation/field.ts'

/** The revision of a resourceVersion parameter; 0 where none is asked for. Throws a StatusError for what is no number. */
export function parseRevision(text: string): number {
  if (text === '') return 0
  if (/^\d{1,19}$/.test(text)) return Number(text)
  const why = `strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`
  throw new StatusError(500, '', aggregateText([invalid(path('resourceVersion'), text, why)]))
}

/** Throws Timeout for a revision that there is not yet. */
export function requireReached(wanted: number, current: number): void {
  if (wanted <= current) return
  const message = `Timeout: Too large resource version: ${wanted}, current: ${current}`
  throw new StatusError(504, 'Timeout', message, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  })
}
