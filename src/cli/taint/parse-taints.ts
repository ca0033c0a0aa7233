import type { Taint } from '../../api/types.gen.ts'
import { isQualifiedName, isValidLabelValue } from '../../apimachinery/validation/names.ts'
import { CommandError } from '../errors.ts'

const EFFECTS = new Set(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])

/** What `kubectl taint` is to do with the taints of a node. */
export interface TaintChange {
  add: Taint[]
  /** Those to go; an effect of '' stands for all effects of the key. */
  remove: Taint[]
}

/**
 * Reads KEY=VALUE:EFFECT, KEY:EFFECT, and with a dash behind them what is to be removed, for which a KEY alone will do. Throws CommandError
 * with kubectl's words for anything else, and for two taints of the same key and effect.
 */
export function parseTaints(specs: readonly string[]): TaintChange {
  const add: Taint[] = []
  const remove: Taint[] = []
  for (const spec of specs) {
    if (spec.endsWith('-')) {
      const { key, effect } = parseTaint(spec.slice(0, -1))
      remove.push({ key, effect })
      continue
    }
    const taint = parseTaint(spec)
    if (taint.effect === '') throw new CommandError(`invalid taint spec: ${spec}`)
    if (add.some(t => sameTaint(t, taint)))
      throw new CommandError(
        `duplicated taints with the same key and effect: {${taint.key} ${taint.value ?? ''} ${taint.effect} <nil>}`,
      )
    add.push(taint)
  }
  return { add, remove }
}

/** Whether two taints are the same one: their values do not count. */
export function sameTaint(a: Taint, b: Taint): boolean {
  return a.key === b.key && a.effect === b.effect
}

function parseTaint(text: string): Taint {
  const [pair, effect, ...more] = text.split(':') as [string, string?, ...string[]]
  if (more.length) throw new CommandError(`invalid taint spec: ${text}`)
  if (effect === undefined) return { key: validKey(pair, text), effect: '' }
  if (!EFFECTS.has(effect)) throw new CommandError(`invalid taint effect: ${effect}, unsupported taint effect`)
  const [key, value, ...rest] = pair.split('=') as [string, string?, ...string[]]
  if (rest.length) throw new CommandError(`invalid taint spec: ${text}`)
  if (value !== undefined) refuse(isValidLabelValue(value), text)
  return { key: validKey(key, text), ...(value ? { value } : {}), effect }
}

function validKey(key: string, text: string): string {
  refuse(isQualifiedName(key), text)
  return key
}

function refuse(problems: readonly string[], text: string): void {
  if (problems.length) throw new CommandError(`invalid taint spec: ${text}, ${problems.join('; ')}`)
}
