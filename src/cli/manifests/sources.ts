import { type BigIntStats, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { quote } from '../../apimachinery/quote.ts'
import { statIfThere } from '../../storage/stat-if-there.ts'
import { CommandError, throwGathered } from '../errors.ts'
import type { Io } from '../io.ts'
import { cleanPath } from './clean-path.ts'
import { BadPattern, byBytes, glob } from './glob.ts'
import { goSystemError } from './go-system-error.ts'

const STANDARD_INPUT = '-'
const EXTENSIONS = ['.json', '.yaml', '.yml']

/** Something that manifests are read from. */
export interface Source {
  /** As messages name it: a path as it was given, a URL, STDIN. */
  name: string
  /** The bytes. Throws CommandError with kubectl's words. */
  read(): Buffer | Promise<Buffer>
}

/**
 * What the values of -f stand for, in their order: files, folders (the .json, .yaml and .yml files in them), patterns, URLs, `-`.
 * Nothing is read yet. Throws CommandError when any of them does not exist, with all that is wrong, as kubectl's
 * resource.Builder does.
 */
export function manifestSources(filenames: readonly string[], recursive: boolean, io: Io): Source[] {
  const sources: Source[] = []
  const errors: string[] = []
  let standardInput = false
  for (const filename of filenames) {
    if (filename === STANDARD_INPUT) {
      if (standardInput) errors.push('standard input cannot be used for multiple arguments')
      standardInput = true
      sources.push({ name: 'STDIN', read: () => io.readInput() })
    } else if (isUrl(filename)) {
      sources.push({ name: filename, read: async () => (await import('./download.ts')).download(filename) })
    } else {
      const paths = matchingPaths(filename, io.cwd, errors)
      if (!paths) continue
      for (const path of paths) addPath(path, recursive, io.cwd, sources, errors)
      if (sources.length === 0 && errors.length === 0)
        errors.push(`error reading [${paths.join(' ')}]: recognized file extensions are [${EXTENSIONS.join(' ')}]`)
    }
  }
  throwGathered(errors.map(message => new CommandError(message)))
  return sources
}

const isUrl = (filename: string): boolean => filename.startsWith('http://') || filename.startsWith('https://')

/** Whether values of -f come to a single file (or URL) in all, of which an object need not stand in a list. Throws as `manifestSources`. */
export function isOneSource(filenames: readonly string[], recursive: boolean, io: Io): boolean {
  return manifestSources(filenames, recursive, io).length === 1 && filenames[0] !== STANDARD_INPUT
}

/** The path itself, or what it matches as a pattern where there is no such path; undefined after an error. */
function matchingPaths(filename: string, cwd: string, errors: string[]): string[] | undefined {
  if (!isMissing(resolve(cwd, filename), filename)) return [filename]
  try {
    const matches = glob(filename, cwd)
    if (matches.length) return matches
    errors.push(`the path ${quote(filename)} does not exist`)
  } catch (error) {
    if (!(error instanceof BadPattern)) throw error
    errors.push(`pattern ${quote(filename)} is not valid: ${error.message}`)
  }
  return undefined
}

function isMissing(path: string, given: string): boolean {
  if (given === '' || given.includes('\0')) return given === ''
  try {
    return statIfThere(path) === undefined
  } catch {
    return false
  }
}

function addPath(path: string, recursive: boolean, cwd: string, sources: Source[], errors: string[]): void {
  let stats: BigIntStats | undefined
  try {
    stats = statIfThere(resolve(cwd, path))
  } catch (error) {
    errors.push(`the path ${quote(path)} cannot be accessed: ${goSystemError(error, 'stat', path)}`)
    return
  }
  if (!stats) errors.push(`the path ${quote(path)} does not exist`)
  else if (!stats.isDirectory() || isLink(path, cwd)) sources.push(fileSource(path, cwd))
  else {
    try {
      walk(path, recursive, cwd, sources)
    } catch (error) {
      errors.push(`error reading ${quote(path)}: ${goSystemError(error, 'open', path)}`)
    }
  }
}

/** Whether a path is a symbolic link itself; with a slash at its end it is what the link leads to. */
function isLink(path: string, cwd: string): boolean {
  return !path.endsWith('/') && lstatSync(resolve(cwd, path)).isSymbolicLink()
}

/** The manifests in a folder in the order of Go's filepath.Walk: by name, a folder's content where its name comes. */
function walk(dir: string, recursive: boolean, cwd: string, sources: Source[]): void {
  const entries = readdirSync(resolve(cwd, dir), { withFileTypes: true }).sort((a, b) => byBytes(a.name, b.name))
  for (const entry of entries) {
    const path = cleanPath(`${dir}/${entry.name}`)
    if (entry.isDirectory()) {
      if (recursive) walk(path, true, cwd, sources)
    } else if (EXTENSIONS.some(extension => entry.name.endsWith(extension))) sources.push(fileSource(path, cwd))
  }
}

function fileSource(path: string, cwd: string): Source {
  return {
    name: path,
    read: () => {
      try {
        return readFileSync(resolve(cwd, path))
      } catch (error) {
        const { syscall = 'open' } = error as { syscall?: string }
        const problem = goSystemError(error, syscall, path)
        throw new CommandError(syscall === 'read' ? `error parsing ${path}: ${problem}` : problem)
      }
    },
  }
}
