import { type Step, stepsText } from './decode-error.ts'

const FIELD = /^(unknown|duplicate) field "(.*)"$/

/**
 * Unknown and duplicate fields in one list, in the order in which the body has them. Of a field that is unknown it is not told that it
 * is there twice.
 */
export function strictErrorsInOrder(
  body: unknown,
  duplicates: readonly string[],
  unknown: readonly string[],
): string[] {
  if (duplicates.length === 0 || unknown.length === 0) return [...duplicates, ...unknown]
  const unknownPaths = unknown.map(pathOf)
  const known = duplicates.filter(error => !unknownPaths.some(path => isWithin(pathOf(error), path)))
  const positions = new Map<string, number>()
  visit(body, [], positions)
  const position = (error: string) => positions.get(pathOf(error)) ?? 0
  return [...known, ...unknown].sort((a, b) => position(a) - position(b))
}

const pathOf = (error: string): string => FIELD.exec(error)?.[2] ?? ''

function isWithin(path: string, outer: string): boolean {
  return outer !== '' && path.startsWith(outer) && ['', '.', '['].includes(path.charAt(outer.length))
}

/** Numbers the fields of a value, outer ones before inner ones. */
function visit(value: unknown, steps: readonly Step[], positions: Map<string, number>): void {
  if (typeof value !== 'object' || value === null) return
  const entries: [Step, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  for (const [step, inner] of entries) {
    const at = [...steps, step]
    positions.set(stepsText(at), positions.size)
    visit(inner, at, positions)
  }
}
