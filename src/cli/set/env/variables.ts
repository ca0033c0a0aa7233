import type { EnvVar } from '../../../api/types.gen.ts'
import { quote } from '../../../apimachinery/quote.ts'
import { isEnvVarName } from '../../../apimachinery/validation/names.ts'
import { CommandError } from '../../errors.ts'

/** What is to become of the environment of containers. */
export interface EnvChange {
  set: EnvVar[]
  remove: string[]
}

/** "KEY=VALUE" and "KEY-", and "-", which stands for standard input. */
const isVariable = (word: string): boolean => /^.+=/s.test(word) || word.endsWith('-')

/** Tells the resources of a command line from the variables behind them. Throws CommandError for a resource that comes after one. */
export function splitVariables(args: readonly string[]): { resources: string[]; variables: string[] } {
  const first = args.findIndex(isVariable)
  if (first < 0) return { resources: [...args], variables: [] }
  const variables = args.slice(first)
  if (!variables.every(isVariable))
    throw new CommandError(`all resources must be specified before environment changes: ${args.join(' ')}`)
  return { resources: args.slice(0, first), variables }
}

/** Reads variables; `readInput` gives what "-" stands for. Throws CommandError. */
export function parseVariables(words: readonly string[], readInput: () => string): EnvChange {
  const set: EnvVar[] = []
  const remove: string[] = []
  for (const word of words) {
    if (word === '-') set.push(...inputVariables(readInput()))
    else if (word.includes('=')) {
      const variable = variableOf(word)
      const errors = isEnvVarName(variable.name)
      if (errors.length) throw new CommandError(`${quote(variable.name)} is not a valid key name: ${errors.join(';')}`)
      set.push(variable)
    } else if (word.endsWith('-')) remove.push(word.slice(0, -1))
    else throw new CommandError(`unknown environment variable: ${word}`)
  }
  const given = new Set(words.filter(w => w.includes('=')).map(w => w.slice(0, w.indexOf('='))))
  if (remove.some(name => given.has(name)))
    throw new CommandError('can not both modify and remove the same environment variable in the same command')
  return { set, remove }
}

function variableOf(text: string): EnvVar {
  const equals = text.indexOf('=')
  const value = text.slice(equals + 1)
  return { name: text.slice(0, equals), ...(value === '' ? {} : { value }) }
}

/** The lines name=value of a text; what follows "#" is a comment. */
function inputVariables(text: string): EnvVar[] {
  return text
    .split(/\r?\n/)
    .map(line => line.replace(/#.*$/s, ''))
    .filter(line => line.includes('='))
    .map(variableOf)
}

/** An environment with changes: replaced variables keep their place, new ones come last. */
export function changedEnv(before: readonly EnvVar[], { set, remove }: EnvChange): EnvVar[] {
  const wanted = new Map<string, EnvVar>()
  for (const variable of set) if (!wanted.has(variable.name)) wanted.set(variable.name, variable)
  const covered = new Set(remove)
  const after: EnvVar[] = []
  for (const variable of before) {
    if (covered.has(variable.name)) continue
    const newer = wanted.get(variable.name)
    if (newer) covered.add(variable.name)
    after.push(newer ?? variable)
  }
  return [...after, ...[...wanted.values()].filter(v => !covered.has(v.name))]
}

/** Throws CommandError for a variable that has another value already. */
export function refuseOverwrite(before: readonly EnvVar[], set: readonly EnvVar[]): void {
  for (const { name, value = '' } of set) {
    const current = before.find(v => v.name === name)
    if (current && (current.value ?? '') !== value)
      throw new CommandError(`'${name}' already has a value (${current.value ?? ''}), and --overwrite is false`)
  }
}
