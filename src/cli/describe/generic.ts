import type { Json, KubeObject } from '../../api/object.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'

/** Shown at the top, or (managed fields) not at all. */
const SKIPPED = new Set([
  '.metadata.managedFields',
  '.metadata.name',
  '.metadata.namespace',
  '.metadata.labels',
  '.metadata.annotations',
])

/** Describes an object of any kind by its fields alone. */
export async function describeGeneric(object: KubeObject, context: DescribeContext): Promise<string> {
  const events = await eventsOf(object, context)
  const { metadata } = object
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    writeFields(w, 0, object as unknown as Record<string, Json>, '')
    writeEvents(w, events, context.now)
  })
}

const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function writeFields(w: PrefixWriter, level: number, content: { [key: string]: Json }, prefix: string): void {
  for (const field of Object.keys(content).sort()) {
    const path = `${prefix}.${field}`
    if (SKIPPED.has(path)) continue
    const value = content[field]!
    const label = smartLabel(field)
    if (!Array.isArray(value) && !isObject(value)) {
      w.write(level, `${label}:\t${scalar(value)}\n`)
      continue
    }
    w.write(level, `${label}:\n`)
    if (isObject(value)) writeFields(w, level + 1, value, path)
    else for (const child of value) writeItem(w, level + 1, child, path)
  }
}

function writeItem(w: PrefixWriter, level: number, item: Json, path: string): void {
  if (isObject(item)) writeFields(w, level, item, path)
  else w.write(level, `${anyText(item)}\n`)
}

/** Lists in lists are printed by Go's %v. */
function anyText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(anyText).join(' ')}]`
  if (!isObject(value)) return scalar(value)
  const entries = Object.keys(value)
    .sort()
    .map(key => `${key}:${anyText(value[key]!)}`)
  return `map[${entries.join(' ')}]`
}

function scalar(value: null | boolean | number | string): string {
  if (value === null) return '<nil>'
  return typeof value === 'number' && !Number.isInteger(value) ? goFloat(value) : String(value)
}

/** A float64 as Go's %v prints it: as JavaScript does, but with an exponent from 1e21 and below 1e-4, of two digits. */
function goFloat(value: number): string {
  const size = Math.abs(value)
  const text = size < 1e-4 || size >= 1e21 ? value.toExponential() : String(value)
  return text.replace(/e([+-])(\d)$/, 'e$10$2')
}

const ACRONYMS = new Set(['API', 'URL', 'UID', 'GUID'])

/**
 * The label of a field: "creationTimestamp" is "Creation Timestamp", "apiVersion" "API Version", "podCIDRs" "Pod CIDRs".
 * Names with anything but letters and dashes stay as they are.
 */
export function smartLabel(field: string): string {
  if (/[^\p{L}-]/u.test(field)) return field
  return mergeAcronyms(camelCaseWords(field)).map(capitalized).join(' ')
}

function capitalized(word: string): string {
  const upper = word.toUpperCase()
  if (ACRONYMS.has(upper)) return upper
  return word === word.toLowerCase() ? word.charAt(0).toUpperCase() + word.slice(1) : word
}

/** Splits before each change of letter case, "PDFLoader" being "PDF" and "Loader" (github.com/fatih/camelcase). */
function camelCaseWords(field: string): string[] {
  const runs = field.match(/\p{Lu}+|\p{Ll}+|[^\p{Lu}\p{Ll}]+/gu) ?? []
  for (let i = 0; i + 1 < runs.length; i++) {
    const run = runs[i]!
    if (!/^\p{Lu}/u.test(run) || !/^\p{Ll}/u.test(runs[i + 1]!)) continue
    runs[i + 1] = run.slice(-1) + runs[i + 1]!
    runs[i] = run.slice(0, -1)
  }
  return runs.filter(run => run !== '')
}

/** Joins an acronym of two letters or more and what follows it, so that plurals stay whole: "CID", "Rs". */
function mergeAcronyms(words: readonly string[]): string[] {
  const merged: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    const next = words[i + 1]
    if (next !== undefined && word.length >= 2 && /^[^\p{Ll}]+$/u.test(word) && /^\p{Lu}/u.test(next)) {
      merged.push(word + next)
      i++
    } else merged.push(word)
  }
  return merged
}
