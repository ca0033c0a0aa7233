import { quote } from '../../apimachinery/quote.ts'
import { groupResourceText, StatusError } from '../../apimachinery/status.ts'
import type { Info } from '../resource/info.ts'
import type { EditReason } from './file-text.ts'

/** What came of one time through the editor. */
export class EditResults {
  /** Why the file has to be opened again. */
  readonly reasons: EditReason[] = []
  /** How many objects could not be patched, and may be with another try. */
  retryable = 0
  /** How many objects are not there any more. */
  notFound = 0

  /** Takes the server's refusal of an object; returns what is said of it. */
  addError(error: StatusError, info: Info): string {
    const what = `${groupResourceText(info.resource)} ${quote(info.name)}`
    const { reason, details } = error.status
    if (reason === 'Invalid') {
      const causes = details?.causes ?? []
      this.reasons.push({
        head: `${what} was not valid`,
        details: causes.map(({ field = '', message = '' }) => `${field}: ${message}`),
      })
      return `error: ${what} is invalid\n`
    }
    if (reason === 'NotFound') {
      this.notFound++
      return `error: ${what} could not be found on the server\n`
    }
    this.retryable++
    return `error: ${what} could not be patched: ${error.message}\n`
  }
}

/** The refusal, made by ourselves, of a file that cannot be sent. */
export function invalidFile(problem: string): StatusError {
  const message = `Invalid value: "The edited file failed validation": ${problem}`
  return new StatusError(422, 'Invalid', message, { causes: [{ field: '<nil>', message }] })
}
