import { quote } from '../../apimachinery/quote.ts'
import { formatValue } from '../../gotemplate/format.ts'
import { GoFloat } from '../../gotemplate/go-number.ts'
import { goSyntax } from '../../gotemplate/go-syntax.ts'
import { evaluate } from '../../jsonpath/evaluate.ts'
import { JsonPathError, type ListNode } from '../../jsonpath/nodes.ts'
import { parseJsonPath } from '../../jsonpath/parser.ts'
import { toCompactJson, toJson } from './json.ts'
import { PrinterError } from './printer-error.ts'

export interface JsonPathPrinterOptions {
  allowMissingTemplateKeys: boolean
  /** `-o jsonpath-as-json`: every part's results as a JSON list. */
  asJson: boolean
}

/**
 * The printer of `-o jsonpath`. Making it throws PrinterError "error parsing jsonpath …"; printing throws PrinterError "error
 * executing jsonpath …" with kubectl's dump of the template and of the object.
 */
export function jsonPathPrinter(text: string, options: JsonPathPrinterOptions): (object: unknown) => string {
  const template = parse(text)
  return object => {
    try {
      return evaluate(template, object, { allowMissingKeys: options.allowMissingTemplateKeys })
        .map(options.asJson ? resultsAsJson : resultsAsText)
        .join('')
    } catch (error) {
      if (!(error instanceof JsonPathError)) throw error
      throw new PrinterError(
        `error executing jsonpath ${quote(text)}: Error executing template: ${error.message}. ` +
          'Printing more information for debugging the template:\n' +
          `\ttemplate was:\n\t\t${text}\n` +
          `\tobject given to jsonpath engine was:\n\t\t${goSyntax(object)}\n\n\n`,
      )
    }
  }
}

function parse(text: string): ListNode {
  try {
    return parseJsonPath(text)
  } catch (error) {
    if (error instanceof JsonPathError) throw new PrinterError(`error parsing jsonpath ${text}, ${error.message}`)
    throw error
  }
}

function resultsAsText(results: unknown[]): string {
  return results.map(resultText).join(' ')
}

/** One result as text: lists, maps and null as JSON, everything else as Go prints it. */
function resultText(value: unknown): string {
  return typeof value === 'object' && !(value instanceof GoFloat) ? toCompactJson(value) : formatValue(value)
}

function resultsAsJson(results: unknown[]): string {
  return toJson(results.map(value => (value instanceof GoFloat ? value.value : value)))
}
