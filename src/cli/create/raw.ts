import type { Invocation } from '../command.ts'
import { CommandError } from '../errors.ts'
import type { FlagValues } from '../flags/values.ts'
import { rawBody } from '../raw-body.ts'
import { requestPathProblem } from '../raw-path.ts'
import { readSourceFile } from './source-file.ts'

/** Refuses what `--raw` cannot be combined with. Throws CommandError. */
export function validateRaw(flags: FlagValues): void {
  const files = flags.list('filename')
  if (flags.bool('edit')) throw new CommandError('--raw and --edit are mutually exclusive')
  if (files.length !== 1) throw new CommandError('--raw can only use a single local file or stdin')
  if (/^https?:\/\//.test(files[0]!)) throw new CommandError('--raw cannot read from a url')
  if (flags.bool('recursive')) throw new CommandError('--raw and --recursive are mutually exclusive')
  if (flags.string('selector') !== '') throw new CommandError('--raw and --selector (-l) are mutually exclusive')
  if (flags.string('output') !== '') throw new CommandError('--raw and --output are mutually exclusive')
  const problem = requestPathProblem(flags.string('raw'))
  if (problem) throw new CommandError(`--raw must be a valid URL path: ${problem}`)
}

/** Sends a file to a path of the server and prints the answer. Throws CommandError and StatusError. */
export async function createRaw({ flags, io, session }: Invocation): Promise<void> {
  const file = flags.list('filename')[0]!
  const [path, search = ''] = flags.string('raw').split('?') as [string, string?]
  const text = file === '-' ? io.readInput() : readSourceFile(file, io)
  const query = Object.fromEntries(new URLSearchParams(search))
  const body = rawBody(text.toString('utf8'))
  io.out(await (await session.client()).raw({ method: 'POST', path, query, ...body }))
}
