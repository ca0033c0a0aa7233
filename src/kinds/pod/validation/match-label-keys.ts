import type { LabelSelector } from '../../../api/types.gen.ts'
import { type ErrorList, type FieldPath, forbidden, invalid } from '../../../apimachinery/validation/field.ts'
import { validateLabelName } from '../../../apimachinery/validation/labels.ts'

/**
 * matchLabelKeys and mismatchLabelKeys of an affinity term or a spread constraint, after the API server has added what they say to the
 * selector. `at` is the term's path.
 */
export function validateMatchLabelKeys(
  at: FieldPath,
  match: readonly string[] = [],
  mismatch: readonly string[] = [],
  selector: LabelSelector | undefined,
): ErrorList {
  const errors = [
    ...validateKeys(match, selector, at.child('matchLabelKeys')),
    ...validateKeys(mismatch, selector, at.child('mismatchLabelKeys')),
  ]
  const seen = new Set(Object.keys(selector?.matchLabels ?? {}))
  for (const { key } of selector?.matchExpressions ?? []) {
    const i = match.lastIndexOf(key)
    if (i >= 0 && seen.has(key)) {
      errors.push(invalid(at.index(i), key, 'exists in both matchLabelKeys and labelSelector'))
    }
    seen.add(key)
  }
  match.forEach((key, i) => {
    if (!mismatch.includes(key)) return
    const rule = 'exists in both matchLabelKeys and mismatchLabelKeys'
    errors.push(invalid(at.child('matchLabelKeys').index(i), key, rule))
  })
  return errors
}

function validateKeys(keys: readonly string[], selector: LabelSelector | undefined, at: FieldPath): ErrorList {
  if (keys.length === 0) return []
  if (!selector) return [forbidden(at, 'must not be specified when labelSelector is not set')]
  return keys.flatMap((key, i) => validateLabelName(key, at.index(i)))
}
