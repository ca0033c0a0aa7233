import { CommandError } from '../errors.ts'
import type { FlagValues } from '../flags/values.ts'

/** Says which requests a proxy lets through. */
export class Filter {
  private readonly acceptPaths: RegExp[]
  private readonly rejectPaths: RegExp[]
  private readonly acceptHosts: RegExp[]
  private readonly rejectMethods: RegExp[]

  /** Reads the flags of `proxy`. Throws CommandError for what is no regular expression. */
  constructor(flags: FlagValues) {
    this.acceptPaths = expressions(flags.string('accept-paths'))
    this.rejectPaths = expressions(flags.string('reject-paths'))
    this.acceptHosts = expressions(flags.string('accept-hosts'))
    this.rejectMethods = expressions(flags.string('reject-methods'))
  }

  /** `host` is that of the Host header. */
  accepts(method: string, path: string, host: string): boolean {
    const matches = (list: readonly RegExp[], text: string) => list.some(expression => expression.test(text))
    if (matches(this.rejectPaths, path) || matches(this.rejectMethods, method)) return false
    return matches(this.acceptPaths, path) && matches(this.acceptHosts, withoutPort(host))
  }
}

function expressions(text: string): RegExp[] {
  return text.split(',').map(part => {
    try {
      return new RegExp(part)
    } catch (error) {
      throw new CommandError(`Error compiling re: ${(error as Error).message}`)
    }
  })
}

/** As Go's net.SplitHostPort: brackets go with the port, and stay without one. */
function withoutPort(host: string): string {
  return /^\[([^\]]*)\]:\d*$/.exec(host)?.[1] ?? /^([^:]*):\d*$/.exec(host)?.[1] ?? host
}
