import type { Invocation } from '../command.ts'
import type { FlagValues } from '../flags/values.ts'
import { rawBody } from '../raw-body.ts'
import { requestPathProblem } from '../raw-path.ts'

/** What is wrong with the flags beside --raw; undefined where it is not given or nothing is. */
export function validateRaw(flags: FlagValues): string | undefined {
  const raw = flags.string('raw')
  if (raw === '') return undefined
  const files = flags.list('filename')
  if (files.length !== 1) return '--raw can only use a single local file or stdin'
  if (/^https?:\/\//.test(files[0]!)) return '--raw cannot read from a url'
  if (flags.bool('recursive')) return '--raw and --recursive are mutually exclusive'
  if (flags.string('output') !== '') return '--raw and --output are mutually exclusive'
  const problem = requestPathProblem(raw)
  return problem && `--raw must be a valid URL path: ${problem}`
}

/** Sends a file as it is to a path of the server and prints the answer. Throws StatusError. */
export async function replaceRaw({ flags, io, session }: Invocation): Promise<void> {
  const { manifestSources } = await import('../manifests/sources.ts')
  const [source] = manifestSources(flags.list('filename'), false, io)
  const text = (await source!.read()).toString('utf8')
  const [path, search = ''] = flags.string('raw').split('?') as [string, string?]
  const query = Object.fromEntries(new URLSearchParams(search))
  io.out(await (await session.client()).raw({ method: 'PUT', path, query, ...rawBody(text) }))
}
