import { readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { quote } from '../../apimachinery/quote.ts'
import { isEnvVarName } from '../../apimachinery/validation/names.ts'
import { CommandError } from '../errors.ts'
import { type Flag, stringArrayFlag, stringSliceFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import type { Io } from '../io.ts'
import { goSystemError } from '../manifests/go-system-error.ts'
import { readSourceFile } from './source-file.ts'

/** Takes one key; throws CommandError for one that cannot be. */
export type AddKey = (key: string, value: Buffer) => void

export const keySourceFlags: readonly Flag[] = [
  stringSliceFlag('from-file', 'A file, [key=]path, or a folder whose files become a key each'),
  stringArrayFlag('from-literal', 'A key and its value: mykey=somevalue'),
  stringSliceFlag('from-env-file', 'A file of lines key=value'),
]

/** Refuses flags that do not go together. Throws CommandError. */
export function validateKeySources(flags: FlagValues): void {
  if (flags.list('from-env-file').length && (flags.list('from-file').length || flags.list('from-literal').length))
    throw new CommandError('from-env-file cannot be combined with from-file or from-literal')
}

/** Adds `--from-literal`s. Throws CommandError. */
export function addLiterals(sources: readonly string[], add: AddKey): void {
  for (const source of sources) {
    const equals = source.indexOf('=')
    if (equals < 1) throw new CommandError(`invalid literal source ${source}, expected key=value`)
    add(source.slice(0, equals), Buffer.from(source.slice(equals + 1)))
  }
}

/** Adds the files of `--from-file`s; a folder's regular files under their own names. Throws CommandError. */
export function addFiles(sources: readonly string[], io: Io, add: AddKey): void {
  for (const source of sources) {
    const { key, path } = parseFileSource(source)
    if (!isFolder(path, io)) {
      add(key, readSourceFile(path, io))
      continue
    }
    if (source.includes('=')) throw new CommandError('cannot give a key name for a directory path')
    for (const entry of listFolder(path, io)) add(entry, readSourceFile(join(path, entry), io))
  }
}

/** Adds the lines of `--from-env-file`s; a key without a value takes it from the environment. Throws CommandError. */
export function addEnvFiles(paths: readonly string[], io: Io, add: AddKey): void {
  for (const path of paths) {
    if (isFolder(path, io)) throw new CommandError('env config file cannot be a directory')
    for (const [key, value] of envLines(readSourceFile(path, io), path, io)) add(key, Buffer.from(value))
  }
}

function parseFileSource(source: string): { key: string; path: string } {
  const parts = source.split('=')
  if (parts.length === 1) return { key: source.replace(/\/+$/, '').replace(/^.*\//s, ''), path: source }
  if (parts.length > 2) throw new CommandError("key names or file paths cannot contain '='")
  const [key, path] = parts as [string, string]
  if (key === '') throw new CommandError(`key name for file path ${path} missing`)
  if (path === '') throw new CommandError(`file path for key name ${key} missing`)
  return { key, path }
}

function isFolder(path: string, io: Io): boolean {
  try {
    return statSync(resolve(io.cwd, path)).isDirectory()
  } catch (error) {
    throw new CommandError(goSystemError(error, 'error reading', path))
  }
}

function listFolder(path: string, io: Io): string[] {
  try {
    const entries = readdirSync(resolve(io.cwd, path), { withFileTypes: true })
    return entries
      .filter(e => e.isFile())
      .map(e => e.name)
      .sort()
  } catch (error) {
    throw new CommandError(`error listing files in ${path}: ${goSystemError(error, 'open', path)}`)
  }
}

/** Go's unicode.IsSpace: of what JavaScript's \s takes, all but the byte order mark. */
const LEADING_SPACE = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/

function* envLines(content: Buffer, path: string, io: Io): Iterable<[key: string, value: string]> {
  const bytes = content.subarray(content.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0)
  let number = 0
  for (const raw of splitLines(bytes)) {
    number++
    const text = raw.toString('utf8')
    if (!raw.equals(Buffer.from(text)))
      throw new CommandError(`env file ${path} contains invalid utf8 bytes at line ${number}: [${[...raw].join(' ')}]`)
    const line = text.replace(LEADING_SPACE, '')
    if (line === '' || line.startsWith('#')) continue
    const equals = line.indexOf('=')
    const key = equals < 0 ? line : line.slice(0, equals)
    const errors = isEnvVarName(key)
    if (errors.length) throw new CommandError(`${quote(key)} is not a valid key name: ${errors.join(';')}`)
    yield [key, equals < 0 ? (io.env[key] ?? '') : line.slice(equals + 1)]
  }
}

/** The lines of a file without their ends ("\n" or "\r\n"). */
function* splitLines(bytes: Buffer): Iterable<Buffer> {
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(10, at)
    const end = newline < 0 ? bytes.length : newline
    yield bytes.subarray(at, end > at && bytes[end - 1] === 13 ? end - 1 : end)
    at = end + 1
  }
}
