import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { CommandError } from '../errors.ts'
import type { Io } from '../io.ts'
import { logPrefix } from '../log-prefix.ts'
import { documents } from '../manifests/documents.ts'
import { goSystemError } from '../manifests/go-system-error.ts'
import { usualPath } from './path.ts'
import { decodePreference, type Preference } from './preference.ts'

/** How much has to be logged for it to be said that a file holds nothing. */
const TELLING = 5

/**
 * The preferences of the file that --kuberc names, else $KUBERC, else ~/.kube/kuberc; undefined where there are none. What is wrong with a
 * file that nobody named is only told. Throws CommandError for one that was named. Source: kubectl's DefaultGetPreferences.
 */
export async function readPreference(named: string, verbosity: number, io: Io): Promise<Preference | undefined> {
  const { KUBERC } = io.env
  if (KUBERC === 'off') {
    if (named === '') return undefined
    throw new CommandError('disabling kuberc via KUBERC=off and passing kuberc flag are mutually exclusive')
  }
  const given = named || KUBERC || ''
  const path = given === '' ? usualPath(io.env) : given
  try {
    return await preferenceIn(readText(path, io), path, verbosity, io)
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    if (given !== '') throw new CommandError(`kuberc: ${error.message}`)
    io.err(`kuberc: no preferences loaded from ${path}: ${error.message}`)
    return undefined
  }
}

function readText(path: string, io: Io): string {
  try {
    return readFileSync(resolve(io.cwd, path), 'utf8')
  } catch (error) {
    throw new CommandError(goSystemError(error, 'open', path))
  }
}

/** The first preference in a file that can be used. */
async function preferenceIn(text: string, path: string, verbosity: number, io: Io): Promise<Preference | undefined> {
  let attempted = 0
  try {
    for await (const { value } of documents(text)) {
      attempted++
      const found = decodePreference(value)
      if (!found) continue
      if (found.unknown.length)
        io.err(`kuberc: ignoring strict decoding error in ${path}: strict decoding error: ${found.unknown.join(', ')}`)
      return found.preference
    }
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    attempted++
  }
  if (attempted > 0) throw new CommandError(`no valid preferences found in ${path}, use --v=5 to see details`)
  if (verbosity >= TELLING) io.err(`${logPrefix('I')} marshal.go:49] kuberc: no preferences found in ${path}\n`)
  return undefined
}
