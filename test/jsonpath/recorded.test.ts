import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { jsonPathPrinter } from '../../src/cli/printers/jsonpath.ts'
import { PrinterError } from '../../src/cli/printers/printer-error.ts'

/** What a real kubectl printed for one object: output and errors by template, one text or two (missing keys allowed, or not). */
const recorded = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as {
  object: object
  cases: Record<string, string | [string, string]>
}

function print(template: string, allowMissingTemplateKeys: boolean): string {
  try {
    return jsonPathPrinter(template, { allowMissingTemplateKeys, asJson: false })(recorded.object)
  } catch (error) {
    if (!(error instanceof PrinterError)) throw error
    const [text] = error.message.split('Printing more information')
    return text === error.message ? `error: ${text}\n` : `error: ${text}…`
  }
}

describe('templates recorded with kubectl', () => {
  test.each(Object.entries(recorded.cases))('%s', (template, output) => {
    const [allowed, strict] = typeof output === 'string' ? [output, output] : output
    expect(print(template, true)).toBe(allowed)
    expect(print(template, false)).toBe(strict)
  })
})
