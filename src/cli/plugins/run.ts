import { spawnSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { constants as system } from 'node:os'
import { join, resolve } from 'node:path'
import { SilentExit } from '../errors.ts'
import type { Io } from '../io.ts'

/**
 * Runs the plugin that a command line means, as kubectl runs it: the executable kubectl-WORD-… of the most words before the first flag, of no
 * fewer than `least`. Gives its exit status; undefined where there is no such plugin. Throws SilentExit for a flag before the name.
 */
export function runPlugin(argv: readonly string[], least: number, io: Io): number | undefined {
  const found = findPlugin(argv, least, io)
  if (!found) return undefined
  io.release()
  const { path, words } = found
  const { status, signal, error } = spawnSync(path, argv.slice(words), { stdio: 'inherit', env: io.env, cwd: io.cwd })
  if (error) {
    io.err(`Error: ${error.message}\n`)
    return 1
  }
  return status ?? 128 + (signal ? system.signals[signal] : 0)
}

function findPlugin(argv: readonly string[], least: number, io: Io): { path: string; words: number } | undefined {
  const flag = argv.findIndex(word => word.startsWith('-'))
  const words = (flag < 0 ? argv : argv.slice(0, flag)).map(word => word.replaceAll('-', '_'))
  if (words.length === 0) {
    io.err(`Error: flags cannot be placed before plugin name: ${argv[0]}\n`)
    throw new SilentExit(1)
  }
  for (let count = words.length; count >= least; count--) {
    const path = executableOf(`kubectl-${words.slice(0, count).join('-')}`, io)
    if (path) return { path, words: count }
  }
  return undefined
}

/** The first executable of a name in the folders of $PATH. */
function executableOf(name: string, io: Io): string | undefined {
  // a word with a slash would lead out of the folders
  if (name.includes('/')) return undefined
  for (const folder of (io.env.PATH ?? '').split(':')) {
    const path = folder === '' ? `./${name}` : join(folder, name)
    if (isExecutable(resolve(io.cwd, path))) return folder === '' ? resolve(io.cwd, path) : path
  }
  return undefined
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
