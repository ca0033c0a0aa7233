import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { boolFlag, type Flag, stringFlag } from './flags/flag.ts'
import type { FlagValues } from './flags/values.ts'
import type { Io } from './io.ts'
import type { Layout } from './printers/custom-columns.ts'
import type { KeyOrder } from './printers/key-order.ts'
import { type ObjectOutput, type OutputSpec, parseOutput } from './printers/output-flags.ts'
import { printerFor } from './printers/printer.ts'

export const outputFlag: Flag = stringFlag('output', 'Output format', { short: 'o' })

/** -o and what goes with it. */
export const formatFlags: readonly Flag[] = [
  outputFlag,
  stringFlag('template', 'The template, or its file, for -o go-template and the like'),
  boolFlag('allow-missing-template-keys', 'A template may name fields that are not there', { default: true }),
  boolFlag('show-managed-fields', 'Keep managedFields in JSON and YAML'),
]

/** Reads -o and --template. Throws PrinterError for a format that is not among the allowed ones. */
export function outputOf(flags: FlagValues, allowed: readonly string[], io: Io): OutputSpec {
  return parseOutput(flags.string('output'), {
    allowed,
    template: flags.string('template'),
    readFile: path => readFileSync(resolve(io.cwd, path), 'utf8'),
  })
}

/** The printer of an output with the other flags of a command. Making and using it throws PrinterError. */
export function objectPrinter(
  output: ObjectOutput,
  flags: FlagValues,
  keyOrder: KeyOrder = 'sorted',
  layout?: Layout,
): (object: object) => string {
  return printerFor(output, {
    allowMissingTemplateKeys: flags.bool('allow-missing-template-keys'),
    noHeaders: flags.bool('no-headers'),
    showManagedFields: flags.bool('show-managed-fields'),
    keyOrder,
    ...(layout ? { layout } : {}),
  })
}

/** Whether an output is a table, or a command's own words, rather than whole objects. */
export function isTableOutput(output: OutputSpec): output is Exclude<OutputSpec, ObjectOutput> {
  return output.format === '' || output.format === 'wide'
}
