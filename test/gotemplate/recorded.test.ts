import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { goTemplatePrinter } from '../../src/cli/printers/go-template.ts'
import { PrinterError } from '../../src/cli/printers/printer-error.ts'

/** What a real kubectl printed for one object: output and errors by template, one text or two (missing keys allowed, or not). */
const recorded = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as {
  object: object
  cases: Record<string, string | [string, string]>
}

function print(template: string, allowMissingTemplateKeys: boolean): string {
  try {
    return goTemplatePrinter(template, { allowMissingTemplateKeys })(recorded.object)
  } catch (error) {
    if (!(error instanceof PrinterError)) throw error
    const [before] = error.output.split('Printing more information')
    return `${error.output === '' ? '' : `${before}…\n`}error: ${error.message}\n`
  }
}

describe('templates recorded with kubectl', () => {
  test.each(Object.entries(recorded.cases))('%s', (template, output) => {
    const [allowed, strict] = typeof output === 'string' ? [output, output] : output
    expect(print(template, true)).toBe(allowed)
    expect(print(template, false)).toBe(strict)
  })
})

test('a range over a number, which the recording kubectl did not know yet', () => {
  expect(print('{{range 3}}{{.}}{{end}}{{range 0}}x{{else}}none{{end}}', true)).toBe('012none')
  expect(print('{{range $i := 2}}{{$i}}{{end}}', true)).toBe('01')
})

test('a failed execution dumps the template, the data and the object to standard output', () => {
  const printer = goTemplatePrinter('a{{.b.c}}', { allowMissingTemplateKeys: true })
  const error = (() => {
    try {
      return printer({ n: 1, b: 'x<' })
    } catch (thrown) {
      return thrown as PrinterError
    }
  })()
  const reason = 'template: output:1:5: executing "output" at <.b.c>: can\'t evaluate field c in type interface {}'
  expect(error).toBeInstanceOf(PrinterError)
  expect(error).toMatchObject({
    message: `error executing template "a{{.b.c}}": ${reason}`,
    output:
      `aError executing template: ${reason}. Printing more information for debugging the template:\n` +
      '\ttemplate was:\n\t\ta{{.b.c}}\n\traw data was:\n\t\t{"b":"x\\u003c","n":1}\n' +
      '\tobject given to template engine was:\n\t\tmap[b:x< n:1]\n\n',
  })
})

test('maps have no keys but their own', () => {
  expect(print('{{.constructor}} {{index . "__proto__"}}', true)).toBe('<no value> <no value>')
})
