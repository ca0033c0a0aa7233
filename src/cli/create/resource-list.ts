import { canonicalQuantity, QuantityError } from '../../apimachinery/quantity.ts'
import { setOwn } from '../../schema/json-value.ts'
import { CommandError } from '../errors.ts'

/** Reads "cpu=1,memory=1Gi" (empty: no resources). Throws CommandError. */
export function parseResourceList(text: string): Record<string, string> {
  const list: Record<string, string> = {}
  if (text === '') return list
  for (const statement of text.split(',')) {
    const parts = statement.split('=')
    if (parts.length !== 2) throw new CommandError(`Invalid argument syntax ${statement}, expected <resource>=<value>`)
    setOwn(list, parts[0]!, quantity(parts[1]!))
  }
  return list
}

function quantity(text: string): string {
  try {
    return canonicalQuantity(text)
  } catch (error) {
    throw error instanceof QuantityError ? new CommandError(error.message) : error
  }
}
