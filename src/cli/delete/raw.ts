import type { Invocation } from '../command.ts'
import { CommandError } from '../errors.ts'
import type { FlagValues } from '../flags/values.ts'
import { rawBody } from '../raw-body.ts'
import { requestPathProblem } from '../raw-path.ts'

/** Sends a DELETE to a path of the server and prints the answer. Throws CommandError for flags that do not go with it, and StatusError. */
export async function deleteRaw({ flags, io, session }: Pick<Invocation, 'flags' | 'io' | 'session'>): Promise<void> {
  validate(flags)
  const files = flags.list('filename')
  const [path, search = ''] = flags.string('raw').split('?') as [string, string?]
  const query = Object.fromEntries(new URLSearchParams(search))
  const body = files.length === 0 ? {} : rawBody(await readSource(files, io))
  const client = await session.client()
  io.out(await client.raw({ method: 'DELETE', path, query, ...body }))
}

function validate(flags: FlagValues): void {
  if (flags.bool('interactive')) throw new CommandError('--interactive can not be used with --raw')
  const files = flags.list('filename')
  const raw = flags.string('raw')
  if (files.length > 1) throw new CommandError('--raw can only use a single local file or stdin')
  if (/^https?:\/\//.test(files[0] ?? '')) throw new CommandError('--raw cannot read from a url')
  if (flags.bool('recursive')) throw new CommandError('--raw and --recursive are mutually exclusive')
  if (flags.bool('interactive')) throw new CommandError('--interactive can not be used with --raw')
  if (flags.string('output') !== '') throw new CommandError('--raw and --output are mutually exclusive')
  const problem = requestPathProblem(raw)
  if (problem) throw new CommandError(`--raw must be a valid URL path: ${problem}`)
}

async function readSource(files: readonly string[], io: Invocation['io']): Promise<string> {
  const { manifestSources } = await import('../manifests/sources.ts')
  const [source] = manifestSources(files, false, io)
  return (await source!.read()).toString('utf8')
}
