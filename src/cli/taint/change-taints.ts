import type { Taint } from '../../api/types.gen.ts'
import { quote } from '../../apimachinery/quote.ts'
import { AggregateFailure, CommandError } from '../errors.ts'
import { sameTaint, type TaintChange } from './parse-taints.ts'

/** What became of the taints of a node: as kubectl says it behind the node's name. */
export type TaintOperation = 'tainted' | 'untainted' | 'modified'

/**
 * The taints of a node after a change: new ones first. Throws CommandError where one is there already and may not be overwritten, and
 * AggregateFailure with what is to be removed and is not there.
 */
export function changeTaints(
  name: string,
  taints: readonly Taint[],
  { add, remove }: TaintChange,
  overwrite: boolean,
): { taints: Taint[]; operation: TaintOperation } {
  const existing = add.flatMap(taint => taints.filter(t => sameTaint(t, taint)))
  if (!overwrite && existing.length)
    throw new CommandError(
      `node ${name} already has ${existing.map(t => t.key).join(',')} taint(s) with same effect(s) and --overwrite is false`,
    )
  let result = [...add, ...taints.filter(old => !add.some(t => sameTaint(t, old)))]
  const added = result.length !== taints.length
  const missing: Error[] = []
  // kubectl goes by the last of the removals only
  let removed = false
  for (const gone of remove) {
    const left = result.filter(t => t.key !== gone.key || (gone.effect !== '' && t.effect !== gone.effect))
    removed = left.length !== result.length
    if (!removed) missing.push(new CommandError(`taint ${quote(taintText(gone))} not found`))
    result = left
  }
  if (missing.length) throw new AggregateFailure(missing)
  return { taints: result, operation: (added && removed) || overwrite ? 'modified' : added ? 'tainted' : 'untainted' }
}

const taintText = ({ key, effect }: Taint): string => (effect === '' ? key : `${key}:${effect}`)
