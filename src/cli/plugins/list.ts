import { readdirSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { quote } from '../../apimachinery/quote.ts'
import { BareError } from '../errors.ts'
import type { Io } from '../io.ts'
import { goSystemError } from '../manifests/go-system-error.ts'

/** Which command words mean: "kubectl create service"; undefined for none. */
type CommandFinder = (words: readonly string[]) => Promise<string | undefined>

const NONE = 'error: unable to find any kubectl plugins in your PATH'

/**
 * Prints the plugins in the folders of $PATH, one a line, what is wrong with one below it on standard error. Throws BareError where there is no plugin, or something is wrong with any.
 */
export async function listPlugins(
  { nameOnly }: { nameOnly: boolean },
  commandOf: CommandFinder,
  io: Io,
): Promise<void> {
  const plugins = pluginsOf(io)
  if (plugins.length === 0) throw new BareError(`${NONE}\n`)
  io.out('The following compatible plugins are available:\n\n')
  const seen = new Map<string, string>()
  let warnings = 0
  for (const path of plugins) {
    io.out(`${nameOnly ? basename(path) : path}\n`)
    for (const warning of await problems(path, seen, commandOf, io)) {
      io.err(`  - ${warning}\n`)
      warnings++
    }
  }
  if (warnings === 1) throw new BareError('error: one plugin warning was found\n')
  if (warnings > 1) throw new BareError(`error: ${warnings} plugin warnings were found\n`)
}

function pluginsOf(io: Io): string[] {
  const folders = new Set((io.env.PATH ?? '').split(':').filter(folder => folder.trim() !== ''))
  return [...folders].flatMap(folder => {
    try {
      const entries = readdirSync(resolve(io.cwd, folder), { withFileTypes: true })
      const files = entries.filter(entry => !entry.isDirectory() && entry.name.startsWith('kubectl-'))
      return files.map(({ name }) => join(folder, name)).sort()
    } catch (error) {
      const problem = goSystemError(error, 'open', folder)
      io.err(`Unable to read directory ${quote(folder)} from your PATH: ${problem}. Skipping...\n`)
      return []
    }
  })
}

async function problems(path: string, seen: Map<string, string>, commandOf: CommandFinder, io: Io): Promise<string[]> {
  const found: string[] = []
  const name = basename(path)
  if (!isExecutable(resolve(io.cwd, path)))
    found.push(`warning: ${path} identified as a kubectl plugin, but it is not executable`)
  const other = seen.get(name)
  if (other) found.push(`warning: ${path} is overshadowed by a similarly named plugin: ${other}`)
  else seen.set(name, path)
  const command = await commandOf(name.split('-').slice(1))
  if (command !== undefined) found.push(`warning: ${name} overwrites existing command: ${quote(command)}`)
  return found
}

function isExecutable(path: string): boolean {
  try {
    return (statSync(path).mode & 0o111) !== 0
  } catch {
    return false
  }
}
