import { CommandError } from '../errors.ts'
import type { MetadataChange } from './pairs.ts'

/** What `kubectl rollout history` shows may be set again and again. */
const CHANGE_CAUSE = 'kubernetes.io/change-cause'

/** Reads the changes of `kubectl annotate`; a value may hold anything, "=" too. */
export function parseAnnotations(pairs: readonly string[]): MetadataChange {
  const set = new Map<string, string>()
  const remove: string[] = []
  for (const pair of pairs) {
    const equals = pair.indexOf('=')
    if (equals < 0) remove.push(pair.slice(0, -1))
    else set.set(pair.slice(0, equals), pair.slice(equals + 1))
  }
  return { set, remove }
}

/** Throws CommandError for annotations that are both set and removed. */
export function refuseSetAndRemoved({ set, remove }: MetadataChange): void {
  const both = remove.filter(key => set.has(key))
  if (both.length)
    throw new CommandError(
      `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
    )
}

/** Throws what `kubectl annotate` without --overwrite says of annotations that have another value already. */
export function refuseAnnotationOverwrite(
  annotations: Readonly<Record<string, string>>,
  { set }: MetadataChange,
): void {
  const taken: string[] = []
  for (const [key, value] of set)
    if (key !== CHANGE_CAUSE && Object.hasOwn(annotations, key) && annotations[key] !== value)
      taken.push(`'${key}' already has a value (${annotations[key]})`)
  if (taken.length)
    throw new CommandError(`--overwrite is false but found the following declared annotation(s): ${taken.join('; ')}`)
}
