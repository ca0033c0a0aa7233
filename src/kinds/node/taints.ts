import type { Taint } from '../../api/types.gen.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  invalid,
  notSupported,
  required,
} from '../../apimachinery/validation/field.ts'
import { isQualifiedName, isValidLabelValue } from '../../apimachinery/validation/names.ts'

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

/** The errors of a node's taints (validateNodeTaints). */
export function validateNodeTaints(taints: readonly Taint[], at: FieldPath): ErrorList {
  const errors: ErrorList = []
  const seen = new Set<string>()
  taints.forEach((taint, i) => {
    const here = at.index(i)
    for (const message of isQualifiedName(taint.key ?? ''))
      errors.push(invalid(here.child('key'), taint.key ?? '', message))
    const value = isValidLabelValue(taint.value ?? '')
    if (value.length) errors.push(invalid(here.child('value'), taint.value, value.join(';')))
    if (!taint.effect) errors.push(required(here.child('effect')))
    else if (!EFFECTS.includes(taint.effect)) errors.push(notSupported(here.child('effect'), taint.effect, EFFECTS))
    const pair = `${taint.effect} ${taint.key}`
    if (seen.has(pair))
      errors.push({ ...duplicate(here, taint), detail: 'taints must be unique by key and effect pair' })
    seen.add(pair)
  })
  return errors
}
