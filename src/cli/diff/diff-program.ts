import { spawnSync } from 'node:child_process'
import { quote } from '../../apimachinery/quote.ts'
import { CommandError, SilentExit } from '../errors.ts'
import type { Io } from '../io.ts'
import { logPrefix } from '../log-prefix.ts'

/** Where diff(1) found differences. */
const DIFFERENT = 1

/**
 * Runs diff, or the program of KUBECTL_EXTERNAL_DIFF, on two folders; it prints where this process prints. Throws SilentExit with
 * status 1 where they differ, CommandError where it cannot be run or fails.
 */
export function runDiff(from: string, to: string, io: Io): void {
  const { program, args } = command(from, to, io)
  // what was said until now comes first
  io.release()
  const { error, status } = spawnSync(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    cwd: io.cwd,
    env: io.env as NodeJS.ProcessEnv,
  })
  if (error) throw new CommandError(`failed to run ${quote(program)}: ${startFailure(error, program)}`)
  if (status === DIFFERENT) throw new SilentExit(DIFFERENT)
  if (status !== 0) throw new CommandError(`failed to run ${quote(program)}: exit status ${status}`)
}

function command(from: string, to: string, io: Io): { program: string; args: string[] } {
  const external = io.env.KUBECTL_EXTERNAL_DIFF
  if (!external) return { program: 'diff', args: ['-u', '-N', from, to] }
  const [program, ...words] = external.split(' ') as [string, ...string[]]
  const args = [from, to]
  for (const word of words)
    if (/^[a-zA-Z0-9-=]+$/.test(word)) args.push(word)
    else
      io.err(
        `${logPrefix('W')} diff.go:167] invalid argument is ignored: ${word}, only Alphanumeric (case-insensitive), dash and equal are allowed\n`,
      )
  return { program, args }
}

function startFailure(error: NodeJS.ErrnoException, program: string): string {
  if (error.code !== 'ENOENT') return error.message
  return program.includes('/')
    ? `fork/exec ${program}: no such file or directory`
    : 'executable file not found in $PATH'
}
