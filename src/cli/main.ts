import { fstatSync, readFileSync, readSync, statSync, writeSync } from 'node:fs'
import type { CommandDefinition } from './command.ts'
import { CommandError, errorText, exitCodeOf, isExpected, SilentExit, UsageError } from './errors.ts'
import { globalFlags } from './flags/global.ts'
import { FlagError, parseFlags } from './flags/parse.ts'
import type { Io } from './io.ts'
import type { Preferred } from './kuberc/apply.ts'
import { mayHavePreferences } from './kuberc/path.ts'
import { type FoundCommand, findCommand, UnknownCommand } from './program.ts'
import { Session } from './session.ts'

/** The streams of this process. What a command prints is kept until `release`: until what it tells of is on disk. */
export class ProcessIo implements Io {
  readonly env = process.env
  readonly cwd = process.cwd()
  readonly outIsTerminal = outIsTerminal()
  inputIsTaken = false
  private kept: { fd: number; text: string }[] = []

  out(text: string): void {
    this.kept.push({ fd: 1, text })
  }

  err(text: string): void {
    this.kept.push({ fd: 2, text })
  }

  readInput(): Buffer {
    this.inputIsTaken = true
    return readFileSync(0)
  }

  readWord(): string {
    let word = ''
    for (let next = readByte(); next !== ''; next = readByte()) {
      if (next.trim() !== '') word += next
      else if (word !== '') break
    }
    return word
  }

  /** Prints what was kept, in order. */
  release(): void {
    const kept = this.kept
    this.kept = []
    for (let i = 0; i < kept.length; ) {
      const { fd } = kept[i]!
      let text = ''
      while (i < kept.length && kept[i]!.fd === fd) text += kept[i++]!.text
      writeAll(fd, Buffer.from(text))
    }
  }

  /** Forgets what was kept: it told of what did not come to be. */
  discard(): void {
    this.kept = []
  }
}

/** Whether somebody looks at what is printed. Node's streams, which take a tenth of a command's time to load, are asked only where that may be. */
function outIsTerminal(): boolean {
  try {
    const out = fstatSync(1)
    if (!out.isCharacterDevice() || out.rdev === statSync('/dev/null', { throwIfNoEntry: false })?.rdev) return false
  } catch {
    return false
  }
  return process.stdout.isTTY === true
}

/** One byte of standard input and no more, for the rest may be for somebody else; '' at its end. */
function readByte(): string {
  const into = Buffer.alloc(1)
  for (;;) {
    try {
      return into.toString('latin1', 0, readSync(0, into, 0, 1, null))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EOF') return ''
      if (code !== 'EAGAIN') throw error
      // somebody has made it so that reading does not wait
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
  }
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      // a full pipe is tried again; where nobody reads any more there is nothing left to do
      if (code === 'EPIPE') process.exit(141)
      if (code !== 'EAGAIN') throw error
    }
  }
}

/** Runs one command line and returns the exit status. Never throws. */
export async function main(argv: readonly string[], io: ProcessIo): Promise<number> {
  try {
    const code = await run(argv, io)
    io.release()
    return code
  } catch (error) {
    if (!isExpected(error)) return report(error as Error, io)
    const text = error instanceof SilentExit ? '' : errorText(error)
    if (text !== '') io.err(text.endsWith('\n') ? text : `${text}\n`)
    io.release()
    return exitCodeOf(error)
  }
}

async function run(given: readonly string[], io: ProcessIo): Promise<number> {
  const { argv, flags: defaults } = await preferredLine(given, io)
  const topic = helpTopic(argv)
  const found = topic ? await findTopic(topic, io) : await findCommandOrPlugin(argv, io)
  if (typeof found === 'number') return found
  if (topic) {
    const { helpText } = await import('./help.ts')
    io.out(await helpText(found))
    return 0
  }
  if (!found || (!found.definition.rawArguments && wantsHelp(found.rest))) {
    const { helpText } = await import('./help.ts')
    io.out(await helpText(found))
    return 0
  }
  const { definition, path, rest } = found
  const { args, flags, dash, warnings } = readLine(definition, path, [...defaults, ...rest])
  for (const warning of warnings) io.err(`${warning}\n`)
  const session = new Session(flags.only(globalFlags), io, warnOnce(io))
  if (!definition.run) return incomplete(definition, path, args, io)
  let failure: unknown
  try {
    await definition.run({ args, flags, dash, io, session })
  } catch (error) {
    failure = error instanceof UsageError ? withUsage(error, path) : error
  }
  // what was done before something failed stays done, and what was said of it is true only then
  try {
    await session.flush()
  } catch (error) {
    io.discard()
    throw error
  }
  if (failure !== undefined) throw failure
  return 0
}

/** A command line as the user's preferences make it, and the flags that they give. */
async function preferredLine(argv: readonly string[], io: Io): Promise<Preferred> {
  if (!mayHavePreferences(argv, io.env)) return { argv, flags: [] }
  const { preferred } = await import('./kuberc/apply.ts')
  return preferred(argv, io)
}

/** The command of a command line, or the exit status of the plugin that it was for. Throws UnknownCommand where there is neither. */
async function findCommandOrPlugin(argv: readonly string[], io: Io): Promise<FoundCommand | number | undefined> {
  const pluginOf = async (least: number) => (await import('./plugins/run.ts')).runPlugin(argv, least, io)
  let found: FoundCommand | undefined
  try {
    found = await findCommand(argv)
  } catch (error) {
    const status = error instanceof UnknownCommand ? await pluginOf(1) : undefined
    if (status === undefined) throw error
    return status
  }
  // of the commands that have subcommands, `create` alone takes plugins for more of them
  const next = found?.path === 'create' ? found.rest[0] : undefined
  if (next === undefined || next.startsWith('-')) return found
  return (await pluginOf(argv.length - found!.rest.length + 1)) ?? found
}

/** What `kubectl help …` asks for; undefined for any other command line. */
function helpTopic(argv: readonly string[]): readonly string[] | undefined {
  return argv[0] === 'help' ? argv.slice(1) : undefined
}

/** The command that help is wanted of. Throws UsageError's text and the list of all commands for none. */
async function findTopic(topic: readonly string[], io: Io): Promise<FoundCommand | undefined> {
  try {
    return await findCommand(topic)
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    const { helpText } = await import('./help.ts')
    io.err(`Unknown help topic [${topic.map(word => `\`${word}\``).join(' ')}]\n`)
    io.err(await helpText(undefined))
    throw new SilentExit(0)
  }
}

/** The server's warnings, each said once however many answers carry it. */
function warnOnce(io: Io): (message: string) => void {
  const said = new Set<string>()
  return message => {
    if (said.has(message)) return
    said.add(message)
    io.err(`Warning: ${message}\n`)
  }
}

function readLine(definition: CommandDefinition, path: string, rest: readonly string[]) {
  try {
    if (definition.rawArguments) return { ...parseFlags([], globalFlags), args: rest }
    // a command's own flag hides the global one of the same name, as --user of `create rolebinding`
    return parseFlags(rest, [...globalFlags, ...(definition.flags ?? [])])
  } catch (error) {
    if (!(error instanceof FlagError)) throw error
    const { badFlagStatus } = definition
    if (badFlagStatus !== undefined) throw withUsage(new UsageError(error.message, badFlagStatus), path)
    throw new CommandError(`${error.message}\nSee 'kubectl ${path} --help' for usage.`)
  }
}

function withUsage(error: UsageError, path: string): CommandError {
  return new CommandError(`${error.message}\nSee 'kubectl ${path} -h' for help and examples`, error.exitCode)
}

const wantsHelp = (rest: readonly string[]): boolean => {
  const end = rest.indexOf('--')
  return rest.slice(0, end < 0 ? undefined : end).some(w => w === '--help' || w === '-h')
}

/** A command that is only a family of others was called without one of them. */
async function incomplete(
  definition: CommandDefinition,
  path: string,
  args: readonly string[],
  io: Io,
): Promise<number> {
  const { helpText } = await import('./help.ts')
  if (args.length) throw withUsage(new UsageError(`unknown command ${JSON.stringify(args.join(' '))}`), path)
  const text = await helpText({ definition, path, rest: [] })
  if (definition.helpAlone === 'out') io.out(text)
  else io.err(text)
  return 1
}

/** A defect of ours: told in one line, with the trace only for whoever asks for it. */
function report(error: Error, io: ProcessIo): number {
  io.discard()
  io.err(`error: kubette failed unexpectedly: ${error.message || error.name}\n`)
  if (process.env.KUBETTE_DEBUG) io.err(`${error.stack}\n`)
  else io.err('Set KUBETTE_DEBUG=1 to see where; please report it.\n')
  io.release()
  return 1
}
