import type { Taint, Toleration } from '../../api/types.gen.ts'
import { writeMultiline } from './labels.ts'
import type { PrefixWriter } from './prefix-writer.ts'

const by =
  <T>(key: (item: T) => string) =>
  (a: T, b: T): number =>
    key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0

/** Tolerations, sorted by key. */
export function writeTolerations(w: PrefixWriter, title: string, tolerations: readonly Toleration[] = []): void {
  const sorted = [...tolerations].sort(by(t => t.key ?? ''))
  writeMultiline(w, title, sorted.map(tolerationText))
}

function tolerationText({ key = '', value, effect, operator, tolerationSeconds }: Toleration): string {
  let text = key
  if (value) text += `=${value}`
  if (effect) text += `:${effect}`
  if (operator === 'Exists' && !value) text += key || effect ? ' op=Exists' : 'op=Exists'
  return tolerationSeconds === undefined ? text : `${text} for ${tolerationSeconds}s`
}

/** Taints, sorted by effect and key. */
export function writeTaints(w: PrefixWriter, title: string, taints: readonly Taint[] = []): void {
  const sorted = [...taints].sort(by(t => `${t.effect},${t.key}`))
  writeMultiline(w, title, sorted.map(taintText))
}

function taintText({ key, value, effect }: Taint): string {
  if (!effect) return value ? `${key}=${value}:` : key
  return value ? `${key}=${value}:${effect}` : `${key}:${effect}`
}
