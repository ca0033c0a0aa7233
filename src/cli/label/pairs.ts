import { CommandError } from '../errors.ts'

/** What is to become of the labels or annotations of objects. */
export interface MetadataChange {
  set: ReadonlyMap<string, string>
  remove: readonly string[]
}

/** "KEY=VALUE" and "KEY-". */
const isPair = (word: string): boolean => /^[^=]+=/.test(word) || /.-$/s.test(word)

/**
 * Tells the resources of a command line from the changes behind them. Throws CommandError for a resource that comes after a change;
 * `what` is "label" or "annotation".
 */
export function splitArguments(args: readonly string[], what: string): { resources: string[]; pairs: string[] } {
  const first = args.findIndex(isPair)
  if (first < 0) return { resources: [...args], pairs: [] }
  const pairs = args.slice(first)
  const stray = pairs.find(word => !isPair(word))
  if (stray !== undefined) throw new CommandError(`all resources must be specified before ${what} changes: ${stray}`)
  return { resources: args.slice(0, first), pairs }
}
