import type { TopologySelectorLabelRequirement, TopologySelectorTerm } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import { duplicate, type ErrorList, type FieldPath, required } from '../../apimachinery/validation/field.ts'
import { validateLabelName } from '../../apimachinery/validation/labels.ts'

/** allowedTopologies: terms that differ from each other, of keys that do. */
export function validateTopologies(terms: readonly TopologySelectorTerm[], at: FieldPath): ErrorList {
  const seen: Record<string, string[]>[] = []
  return terms.flatMap((term, i) => {
    const errors = validateTerm(term, at)
    const values = Object.fromEntries(
      (term.matchLabelExpressions ?? []).map(({ key, values }) => [key, [...(values ?? [])].sort()]),
    )
    if (seen.some(other => equal(other, values))) errors.push(duplicate(at.index(i).child('matchLabelExpressions'), ''))
    seen.push(values)
    return errors
  })
}

function validateTerm({ matchLabelExpressions: expressions = [] }: TopologySelectorTerm, at: FieldPath): ErrorList {
  const keys = new Set<string>()
  return expressions.flatMap((expression, i) => {
    const here = at.child('matchLabelExpressions').index(i)
    const errors = validateRequirement(expression, here)
    if (keys.has(expression.key)) errors.push(duplicate(here.child('key'), expression.key))
    keys.add(expression.key)
    return errors
  })
}

function validateRequirement({ key = '', values = [] }: TopologySelectorLabelRequirement, at: FieldPath): ErrorList {
  const here = at.child('values')
  return [
    ...(values.length === 0 ? [required(here)] : []),
    ...values.flatMap((value, i) => (values.indexOf(value) < i ? [duplicate(here.index(i), value)] : [])),
    ...validateLabelName(key, at.child('key')),
  ]
}
