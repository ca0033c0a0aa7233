import { StatusError } from '../apimachinery/status.ts'
import { ConnectionError } from '../client/connection-error.ts'
import { PathSegmentError } from '../client/path-segment.ts'
import { StateFileError } from '../storage/errors.ts'
import { PrinterError } from './printers/printer-error.ts'

/** A command fails with a message for people: printed after "error: ". */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message)
    this.name = 'CommandError'
  }
}

/** A command was called wrongly: the message is followed by where to find help. */
export class UsageError extends CommandError {}

/** A command fails with a message that is printed as it is, without "error: " before it. */
export class BareError extends CommandError {}

/** A failure that has been told already (or is told by the exit code alone). */
export class SilentExit extends Error {
  constructor(readonly exitCode = 1) {
    super('')
  }
}

/** Several things went wrong, one after the other; the rest was done. */
export class AggregateFailure extends Error {
  constructor(readonly errors: readonly Error[]) {
    const messages = [...new Set(errors.map(e => e.message))]
    super(messages.length === 1 ? messages[0] : `[${messages.join(', ')}]`)
  }
}

/** Throws what was gathered: nothing, the one error, or all of them as an AggregateFailure. */
export function throwGathered(errors: readonly Error[]): void {
  if (errors.length === 1) throw errors[0]
  if (errors.length > 1) throw new AggregateFailure(errors)
}

/** `throwGathered` where even one error is one of several: nothing stands before what the command itself says of it. */
export function throwListed(errors: readonly Error[]): void {
  const [error] = errors
  if (errors.length === 1 && standardMessage(error!) === undefined) throw new BareError(error!.message)
  throwGathered(errors)
}

/**
 * Throws what was gathered in a visit of files: what came of their objects and then, as one failure, what the files hold that is no
 * object (kubectl's ContinueOnErrorVisitor around the one that reads them). `unreadFirst` where all files are read beforehand.
 */
export function throwVisited(visited: readonly Error[], unread: readonly Error[], unreadFirst = false): void {
  const files = unread.length > 1 ? [new AggregateFailure(unread)] : unread
  throwGathered(unreadFirst ? [...files, ...visited] : [...visited, ...files])
}

/** An error said in the context of what was tried: `error when creating "x.yaml": …`. A StatusError stays one. */
export function withContext(error: unknown, context: string): Error {
  if (error instanceof StatusError) {
    const { code, reason, details } = error.status
    return new StatusError(code, reason ?? '', `${context}: ${error.message}`, details)
  }
  return new CommandError(`${context}: ${(error as Error).message}`)
}

/** `withContext` for an object of a file; errors about other objects stay as they are. */
export function withSource(error: unknown, verb: string, source: string): Error {
  return source === '' ? (error as Error) : withContext(error, `error when ${verb} ${JSON.stringify(source)}`)
}

/** What kubectl prints on standard error for an error, without a newline at the end. */
export function errorText(error: Error): string {
  if (error instanceof AggregateFailure) {
    if (error.errors.length === 1) return errorText(error.errors[0]!)
    const text = error.errors.map(messageOf).join('\n')
    // a message that ends its line itself is followed by an empty one, the last like the others
    return text.endsWith('\n') ? `${text}\n` : text
  }
  if (error instanceof StatusError && error.status.reason === 'Invalid') return invalidText(error)
  if (error instanceof BareError) return error.message
  const text = standardMessage(error)
  if (text !== undefined) return text
  return error.message.startsWith('error: ') ? error.message : `error: ${error.message}`
}

/** An error as one of several: without "error: " before it. */
function messageOf(error: Error): string {
  return standardMessage(error) ?? error.message
}

function standardMessage(error: Error): string | undefined {
  if (error instanceof ConnectionError) return error.words
  if (!(error instanceof StatusError)) return undefined
  const { reason } = error.status
  if (reason === 'Unauthorized') return `error: You must be logged in to the server (${error.message})`
  return reason ? `Error from server (${reason}): ${error.message}` : `Error from server: ${error.message}`
}

function invalidText(error: StatusError): string {
  const { details, message } = error.status
  const causes = [...new Set((details?.causes ?? []).map(c => `${c.field}: ${c.message}`))]
  let text = 'The request is invalid'
  if (details?.kind || details?.name)
    text = `The ${details.kind ?? ''} ${JSON.stringify(details.name ?? '')} is invalid`
  else if (message && causes.length === 0) text += `: ${message}`
  if (causes.length === 0) return text
  if (causes.length === 1) return `${text}: ${causes[0]}`
  return `${text}: \n${causes.map(c => `* ${c}`).join('\n')}`
}

/** What the command exits with after this error. */
export function exitCodeOf(error: Error): number {
  return error instanceof CommandError || error instanceof SilentExit ? error.exitCode : 1
}

/** Whether an error is one that people can act on, rather than a defect of ours. */
export function isExpected(error: unknown): error is Error {
  return (
    error instanceof CommandError ||
    error instanceof SilentExit ||
    error instanceof AggregateFailure ||
    error instanceof StatusError ||
    error instanceof ConnectionError ||
    error instanceof PathSegmentError ||
    error instanceof StateFileError ||
    error instanceof PrinterError
  )
}
