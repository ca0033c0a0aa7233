import { quote } from '../../apimachinery/quote.ts'
import { isValidLabelValue } from '../../apimachinery/validation/dns.ts'
import { AggregateFailure, CommandError } from '../errors.ts'
import type { MetadataChange } from './pairs.ts'

/** Reads the changes of `kubectl label`. Throws CommandError for values that no label can have, and for a key both set and removed. */
export function parseLabels(pairs: readonly string[]): MetadataChange {
  const set = new Map<string, string>()
  const remove: string[] = []
  for (const pair of pairs) {
    if (!pair.includes('=')) {
      remove.push(pair.slice(0, -1))
      continue
    }
    const [key, value, ...more] = pair.split('=') as [string, string]
    if (more.length) throw new CommandError(`invalid label spec: ${pair}`)
    const faults = isValidLabelValue(value)
    if (faults.length) throw new CommandError(`invalid label value: ${quote(pair)}: ${faults.join(';')}`)
    set.set(key, value)
  }
  if (remove.some(key => set.has(key)))
    throw new CommandError('can not both modify and remove a label in the same command')
  return { set, remove }
}

/** Throws what `kubectl label` without --overwrite says of labels that have another value already. */
export function refuseLabelOverwrite(labels: Readonly<Record<string, string>>, { set }: MetadataChange): void {
  const errors: Error[] = []
  for (const [key, value] of set)
    if (Object.hasOwn(labels, key) && labels[key] !== value)
      errors.push(new CommandError(`'${key}' already has a value (${labels[key]}), and --overwrite is false`))
  if (errors.length) throw new AggregateFailure(errors)
}
