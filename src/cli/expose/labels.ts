import { setOwn } from '../../schema/json-value.ts'
import { CommandError } from '../errors.ts'

/** Reads "a=b,c=d". Throws CommandError. */
export function parseLabels(text: string): Record<string, string> {
  if (text === '') throw new CommandError('no label spec passed')
  const labels: Record<string, string> = {}
  for (const pair of text.split(',')) {
    const parts = pair.split('=')
    if (parts.length !== 2) throw new CommandError(`unexpected label spec: ${pair}`)
    if (parts[0] === '') throw new CommandError('unexpected empty label key')
    setOwn(labels, parts[0]!, parts[1]!)
  }
  return labels
}
