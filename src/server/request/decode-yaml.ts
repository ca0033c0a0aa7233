import { type Document, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { badRequest } from '../../apimachinery/status.ts'
import type { DecodedBody } from './decode-body.ts'

/** Reads a body in YAML. Throws BadRequest. */
export function decodeYaml(text: string): DecodedBody {
  const lineCounter = new LineCounter()
  const options = { version: '1.1', merge: true, logLevel: 'silent', uniqueKeys: false } as const
  try {
    const document = parseDocument(text, { ...options, lineCounter })
    const [problem] = document.errors
    if (problem) throw problem
    // what is left afterwards is JSON, and nothing is there twice
    const body: unknown = JSON.parse(JSON.stringify(document.toJS()))
    return { body, duplicates: duplicates(document, lineCounter) }
  } catch (error) {
    throw badRequest(`error converting YAML to JSON: ${(error as Error).message.split('\n')[0]}`)
  }
}

/** What go-yaml says of keys that a mapping has twice: one error for all, a line each. */
function duplicates(document: Document, lines: LineCounter): string[] {
  const found: string[] = []
  visit(document, {
    Map(_, { items }) {
      const keys = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        const line = key.range ? lines.linePos(key.range[0]).line : 0
        if (keys.has(key.value)) found.push(`  line ${line}: key ${JSON.stringify(key.value)} already set in map`)
        keys.add(key.value)
      }
    },
  })
  return found.length ? [`yaml: unmarshal errors:\n${found.join('\n')}`] : []
}
