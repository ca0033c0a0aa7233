import { quote } from '../../apimachinery/quote.ts'
import { CommandError } from '../errors.ts'
import type { GeneratorArgs } from './kustomization.ts'
import type { Loader } from './loader.ts'

/** The keys and values that a generator names: those of env files, then literals, then files. Throws CommandError. */
export async function keyValues(args: GeneratorArgs, kind: string, loader: Loader): Promise<Map<string, Buffer>> {
  const pairs: [string, Buffer][] = []
  const sources: [string, readonly string[], (source: string) => Promise<void>][] = [
    ['env source files:', args.envs ?? [], readEnv],
    ['literal sources', args.literals ?? [], readLiteral],
    ['file sources:', args.files ?? [], readFile],
  ]
  for (const [what, list, read] of sources)
    for (const source of list) {
      try {
        await read(source)
      } catch (error) {
        if (!(error instanceof CommandError)) throw error
        throw new CommandError(`loading KV pairs: ${what} [${list.join(' ')}]: ${error.message}`)
      }
    }
  const values = new Map<string, Buffer>()
  for (const [key, value] of pairs) {
    if (values.has(key)) throw new CommandError(`${kind} ${args.name} illegally repeats the key \`${key}\``)
    values.set(key, value)
  }
  return values

  async function readEnv(path: string): Promise<void> {
    const lines = (await loader.read(path))
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .split(/\r?\n/)
    for (const raw of lines) {
      const line = raw.replace(/^\s+/, '')
      if (line === '' || line.startsWith('#')) continue
      const [key, value] = split(line)
      pairs.push([key, Buffer.from(value ?? '')])
    }
  }

  async function readLiteral(source: string): Promise<void> {
    const [key, value] = split(source)
    if (key === '' || value === undefined)
      throw new CommandError(`invalid literal source ${source}, expected key=value`)
    pairs.push([key, Buffer.from(withoutQuotes(value))])
  }

  async function readFile(source: string): Promise<void> {
    const { key, path } = fileSource(source)
    pairs.push([key, await loader.read(path)])
  }
}

function split(text: string): [string, string?] {
  const equals = text.indexOf('=')
  return equals < 0 ? [text] : [text.slice(0, equals), text.slice(equals + 1)]
}

/** A literal may stand in quotes. */
const withoutQuotes = (value: string): string =>
  value.length >= 2 && /^(["']).*\1$/s.test(value) ? value.slice(1, -1) : value

function fileSource(source: string): { key: string; path: string } {
  const [key, path, ...more] = source.split('=') as [string, string?, ...string[]]
  if (path === undefined) return { key: key.replace(/^.*\//s, ''), path: key }
  if (more.length) throw new CommandError(`source ${quote(source)} key name or file path contains '='`)
  if (key === '') throw new CommandError(`missing key name for file path ${quote(path)} in source ${quote(source)}`)
  if (path === '') throw new CommandError(`missing file path for key name ${quote(key)} in source ${quote(source)}`)
  return { key, path }
}
