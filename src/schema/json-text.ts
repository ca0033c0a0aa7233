import { JsonSyntaxError, type JsonVisitor, scanWholeJson, UnexpectedEnd } from '../apimachinery/json/scanner.ts'
import { type Step, stepsText } from './decode-error.ts'

/**
 * Parses JSON text and finds the fields that it has twice, as `duplicate field "spec.ports"` (the last one counts).
 * Throws JsonSyntaxError.
 */
export function parseJsonText(text: string): { value: unknown; duplicates: string[] } {
  const visitor = new DuplicateFinder()
  try {
    scanWholeJson(text, visitor)
  } catch (error) {
    if (!(error instanceof UnexpectedEnd)) throw error
    throw new JsonSyntaxError('unexpected end of JSON input', Buffer.byteLength(text))
  }
  return { value: JSON.parse(text), duplicates: visitor.duplicates }
}

class DuplicateFinder implements JsonVisitor {
  readonly duplicates: string[] = []
  private readonly steps: Step[] = []
  /** The members of each object that the scanner is in. */
  private readonly members: Set<string>[] = []

  beginObject(): void {
    this.members.push(new Set())
  }

  endObject(): void {
    this.members.pop()
  }

  member(name: string): void {
    const key = JSON.parse(name) as string
    const members = this.members.at(-1)!
    this.steps.push(key)
    if (members.has(key)) this.duplicates.push(`duplicate field "${stepsText(this.steps)}"`)
    members.add(key)
  }

  element(index: number): void {
    this.steps.push(index)
  }

  leave(): void {
    this.steps.pop()
  }
}
