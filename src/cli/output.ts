import type { KubeObject } from '../api/object.ts'
import { CommandError } from './errors.ts'
import { boolFlag, type Flag, stringFlag } from './flags/flag.ts'
import type { FlagValues } from './flags/values.ts'
import type { Io } from './io.ts'

/** The formats of `get`, in the order in which its error lists them. */
export const GET_FORMATS = [
  'custom-columns',
  'custom-columns-file',
  'go-template',
  'go-template-file',
  'json',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
  'kyaml',
  'name',
  'template',
  'templatefile',
  'wide',
  'yaml',
] as const

/** The formats of commands that change objects. */
export const RESULT_FORMATS = GET_FORMATS.filter(f => f !== 'custom-columns' && f !== 'custom-columns-file' && f !== 'wide')

/** The formats of commands that show things of their own. */
export const PLAIN_FORMATS = ['json', 'kyaml', 'yaml'] as const

export const outputFlag: Flag = stringFlag('output', 'Output format', { short: 'o' })

export const formatFlags: readonly Flag[] = [
  outputFlag,
  stringFlag('template', 'The template, or its file, for -o go-template and the like'),
  boolFlag('allow-missing-template-keys', 'A template may name fields that are not there', { default: true }),
  boolFlag('show-managed-fields', 'Keep managedFields in JSON and YAML'),
]

/** An output format with what it needs: "jsonpath={.kind}" is format jsonpath, argument {.kind}. */
export interface OutputSpec {
  /** '' for a command's usual output. Lower case. */
  format: string
  argument: string
  /** As it was given. */
  text: string
}

/** Reads -o. Throws CommandError for a format that is not among the allowed ones. */
export function outputOf(flags: FlagValues, allowed: readonly string[]): OutputSpec {
  const text = flags.string('output')
  const template = flags.string('template')
  const equals = text.indexOf('=')
  const format = (equals < 0 ? text : text.slice(0, equals)).toLowerCase()
  const known = allowed.includes(format) && (equals < 0 || takesArgument(format))
  if (text === '') return { format: template === '' ? '' : 'go-template', argument: template, text }
  if (!known)
    throw new CommandError(
      `unable to match a printer suitable for the output format ${JSON.stringify(text)}, allowed formats are: ${[...allowed].sort().join(',')}`,
    )
  return { format, argument: equals < 0 ? template : text.slice(equals + 1), text }
}

function takesArgument(format: string): boolean {
  return /^(jsonpath|go-template|template|custom-columns)/.test(format)
}

/**
 * The function that prints an object (or a List) in a format. Throws CommandError for a template that cannot be used; so does the function for
 * an object that the template does not fit.
 */
export async function objectPrinter(output: OutputSpec, flags: FlagValues, io: Io): Promise<(object: KubeObject) => string> {
  const { printerFor } = await import('./printers/printer.ts')
  const print = printerFor(output, {
    allowMissingTemplateKeys: flags.bool('allow-missing-template-keys'),
    noHeaders: flags.bool('no-headers'),
    cwd: io.cwd,
  })
  const keep = flags.bool('show-managed-fields')
  return object => print(keep ? object : withoutManagedFields(object))
}

function withoutManagedFields<T extends object>(object: T): T {
  const { items } = object as { items?: unknown }
  if (Array.isArray(items)) return { ...object, items: items.map(withoutManagedFields) }
  const { metadata } = object as { metadata?: { managedFields?: unknown } }
  if (metadata?.managedFields === undefined) return object
  const { managedFields: _, ...rest } = metadata
  return { ...object, metadata: rest }
}
