/** What a string longer than allowed is told, where the rule counts characters. */
export function maxLengthText(max: number): string {
  return `must be no more than ${max} characters`
}

/** What a string longer than allowed is told, where the rule counts bytes: label keys and values. */
export function maxBytesText(max: number): string {
  return `must be no more than ${max} bytes`
}

export const EMPTY_TEXT = 'must be non-empty'

/** What is said of a number out of its range (InclusiveRangeError). */
export function inclusiveRangeText(min: number, max: number): string {
  return `must be between ${min} and ${max}, inclusive`
}

/** The two spaces between examples are Kubernetes' own. */
export function regexText(rule: string, regex: string, ...examples: string[]): string {
  const shown = examples.map(example => `'${example}', `).join(' or ')
  return `${rule} (${shown === '' ? '' : `e.g. ${shown}`}regex used for validation is '${regex}')`
}
