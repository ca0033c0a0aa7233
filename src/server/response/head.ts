import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { warningHeaders } from './warnings.ts'

/** Begins an answer, with the headers that all have. `more` are names and values in turn. */
export function writeHead(
  response: ServerResponse,
  code: number,
  contentType: string,
  warnings: readonly string[],
  more: readonly string[] = [],
): void {
  const headers = ['Audit-Id', randomUUID(), 'Cache-Control', 'no-cache, private', 'Content-Type', contentType, ...more]
  if (warnings.length) for (const value of warningHeaders(warnings)) headers.push('Warning', value)
  response.writeHead(code, headers)
}
