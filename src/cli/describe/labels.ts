import type { PrefixWriter } from './prefix-writer.ts'

/** Shown in no description: it repeats the whole object. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'
const MAX_ANNOTATION_BYTES = 140

/** One value a line below a title: `Title:<tab>first`, the others below it, `<none>` without any. */
export function writeMultiline(w: PrefixWriter, title: string, values: readonly string[], indent = ''): void {
  w.write(0, `${indent}${title}:\t`)
  if (values.length === 0) w.writeLine('<none>')
  for (const [i, value] of values.entries()) {
    if (i > 0) {
      w.write(0, indent)
      w.write(0, '\t')
    }
    w.write(0, `${value}\n`)
  }
}

/** Labels, node selectors and the like, one `key=value` a line, sorted. */
export function writeLabels(
  w: PrefixWriter,
  title: string,
  labels: Record<string, string> | undefined,
  indent = '',
): void {
  writeMultiline(w, title, labelPairs(labels), indent)
}

/** Labels on one line: `a=1,b=2`, or `<none>`. */
export function formatLabels(labels: Record<string, string> | undefined): string {
  return labelPairs(labels).join(',') || '<none>'
}

function labelPairs(labels: Record<string, string> | undefined): string[] {
  return Object.keys(labels ?? {})
    .sort()
    .map(key => `${key}=${labels![key]}`)
}

/** Annotations, one `key: value` a line, sorted; long ones and those of several lines below their key, cut off. */
export function writeAnnotations(
  w: PrefixWriter,
  title: string,
  annotations: Record<string, string> | undefined,
): void {
  w.write(0, `${title}:\t`)
  const keys = Object.keys(annotations ?? {})
    .filter(key => key !== LAST_APPLIED)
    .sort()
  if (keys.length === 0) w.writeLine('<none>')
  for (const [i, key] of keys.entries()) {
    if (i > 0) w.write(0, '\t')
    const value = annotations![key]!.replace(/\n$/, '')
    if (Buffer.byteLength(value) + Buffer.byteLength(key) + 2 <= MAX_ANNOTATION_BYTES && !value.includes('\n')) {
      w.write(0, `${key}: ${value}\n`)
      continue
    }
    w.write(0, `${key}:\n`)
    for (const line of value.split('\n')) w.write(0, `\t  ${shorten(line, MAX_ANNOTATION_BYTES - 2)}\n`)
  }
}

/** The first bytes of a text and `...`, or the whole of it where it is no longer. */
export function shorten(text: string, bytes = MAX_ANNOTATION_BYTES): string {
  return Buffer.byteLength(text) > bytes ? `${Buffer.from(text).subarray(0, bytes).toString()}...` : text
}
