import { quote } from '../../apimachinery/quote.ts'
import { executeTemplate } from '../../gotemplate/execute.ts'
import { formatValue } from '../../gotemplate/format.ts'
import { FUNCTION_NAMES } from '../../gotemplate/functions.ts'
import { parseTemplate, TemplateError, type TemplateSet } from '../../gotemplate/parse.ts'
import { toCompactJson } from './json.ts'
import { PrinterError } from './printer-error.ts'

export interface GoTemplatePrinterOptions {
  allowMissingTemplateKeys: boolean
}

/**
 * The printer of `-o go-template`. Making it throws PrinterError "error parsing template …"; printing throws PrinterError "error
 * executing template …", whose output is what the template had printed and kubectl's dump, both of which go to standard output.
 */
export function goTemplatePrinter(text: string, options: GoTemplatePrinterOptions): (object: unknown) => string {
  const template = parse(text)
  return object => {
    let out = ''
    try {
      executeTemplate(template, object, { missingKeyIsError: !options.allowMissingTemplateKeys }, piece => {
        out += piece
      })
      return out
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      const dump =
        `Error executing template: ${error.message}. Printing more information for debugging the template:\n` +
        `\ttemplate was:\n\t\t${text}\n\traw data was:\n\t\t${toCompactJson(object)}\n` +
        `\tobject given to template engine was:\n\t\t${formatValue(object)}\n\n`
      throw new PrinterError(`error executing template ${quote(text)}: ${error.message}`, out + dump)
    }
  }
}

function parse(text: string): TemplateSet {
  try {
    return parseTemplate('output', text, FUNCTION_NAMES)
  } catch (error) {
    if (error instanceof TemplateError) throw new PrinterError(`error parsing template ${text}, ${error.message}`)
    throw error
  }
}
