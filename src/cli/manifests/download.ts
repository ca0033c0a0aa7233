import { setTimeout } from 'node:timers/promises'
import { quote } from '../../apimachinery/quote.ts'
import { goNetworkError } from '../../client/remote/go-network-error.ts'
import { BareError, CommandError } from '../errors.ts'

const ATTEMPTS = 3
const PAUSE = 1000

/** What is at a URL. Failures of the server and of the network are tried again. Throws CommandError with kubectl's words. */
export async function download(url: string): Promise<Buffer> {
  for (let attempt = 1; ; attempt++) {
    let problem: CommandError
    try {
      const response = await fetch(url)
      if (response.status === 200) return Buffer.from(await response.arrayBuffer())
      const { status, statusText } = response
      problem = new CommandError(
        `unable to read URL ${quote(url)}, server reported ${status} ${statusText}, status code=${status}`,
      )
      if (status < 500 || status > 599) throw problem
    } catch (error) {
      problem = error instanceof CommandError ? error : networkError(url, error)
      if (error instanceof CommandError) throw problem
    }
    if (attempt === ATTEMPTS) throw problem
    await setTimeout(PAUSE)
  }
}

function networkError(url: string, error: unknown): BareError {
  const cause = ((error as { cause?: unknown }).cause ?? error) as { code?: string }
  const { host, hostname } = new URL(url)
  if (cause.code === 'ECONNREFUSED')
    return new BareError(`The connection to the server ${host} was refused - did you specify the right host or port?`)
  return new BareError(`Unable to connect to the server: ${goNetworkError(cause, hostname)}`)
}
