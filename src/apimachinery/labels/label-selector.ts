import { inKeyOrder } from '../key-order.ts'
import { quote } from '../quote.ts'
import { type ErrorList, type FieldPath, forbidden, invalid, required } from '../validation/field.ts'
import { validateLabelName, validateLabels } from '../validation/labels.ts'
import { isValidLabelValue } from '../validation/names.ts'
import { NOTHING, newSelector, type Selector, selectorText } from './matching.ts'
import { newRequirement, type Operator, type Requirement, SelectorError } from './requirement.ts'

/** metav1.LabelSelectorRequirement: one of a selector's matchExpressions. */
export interface LabelSelectorRequirement {
  key: string
  operator: string
  values?: readonly string[] | null
}

/** metav1.LabelSelector, as objects such as a Deployment hold it. */
export interface LabelSelector {
  matchLabels?: Readonly<Record<string, string>> | null
  matchExpressions?: readonly LabelSelectorRequirement[] | null
}

const OPERATORS = new Map<string, Operator>([
  ['In', 'in'],
  ['NotIn', 'notin'],
  ['Exists', 'exists'],
  ['DoesNotExist', '!'],
])

function requirementOf(expression: LabelSelectorRequirement): Requirement {
  const operator = OPERATORS.get(expression.operator)
  if (operator === undefined) {
    throw new SelectorError(`${quote(expression.operator ?? '')} is not a valid label selector operator`)
  }
  return newRequirement(expression.key ?? '', operator, expression.values ?? [])
}

/**
 * The selector of a LabelSelector (metav1.LabelSelectorAsSelector): an absent one selects nothing, an empty one
 * everything. Throws a SelectorError for what validateLabelSelector would have refused.
 */
export function selectorFromLabelSelector(labelSelector: LabelSelector | null | undefined): Selector {
  if (labelSelector === undefined || labelSelector === null) return NOTHING
  return newSelector([
    ...Object.entries(labelSelector.matchLabels ?? {}).map(([key, value]) => newRequirement(key, '=', [value])),
    ...(labelSelector.matchExpressions ?? []).map(requirementOf),
  ])
}

/** Whether a LabelSelector, being there, asks for nothing and so selects everything. */
export function isEmptyLabelSelector({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return Object.keys(matchLabels ?? {}).length + (matchExpressions ?? []).length === 0
}

/** The LabelSelector in selector syntax, `<none>` when that is empty, `<error>` when it is malformed (metav1.FormatLabelSelector). */
export function labelSelectorText(labelSelector: LabelSelector | null | undefined): string {
  try {
    return selectorText(selectorFromLabelSelector(labelSelector)) || '<none>'
  } catch (error) {
    if (error instanceof SelectorError) return '<error>'
    throw error
  }
}

/** The LabelSelector with its fields and labels in the order in which Go prints them inside an error. */
export function labelSelectorValue(labelSelector: LabelSelector): LabelSelector {
  const { matchLabels, matchExpressions } = labelSelector
  const printed: LabelSelector = {}
  if (matchLabels && Object.keys(matchLabels).length > 0) {
    printed.matchLabels = inKeyOrder(matchLabels)
  }
  if (matchExpressions && matchExpressions.length > 0) {
    printed.matchExpressions = matchExpressions.map(({ key, operator, values }) =>
      values && values.length > 0 ? { key, operator, values } : { key, operator },
    )
  }
  return printed
}

function expressionErrors(expression: LabelSelectorRequirement, at: FieldPath): ErrorList {
  const values = expression.values ?? []
  const errors: ErrorList = []
  switch (expression.operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) {
        errors.push(required(at.child('values'), "must be specified when `operator` is 'In' or 'NotIn'"))
      }
      break
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) {
        errors.push(forbidden(at.child('values'), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"))
      }
      break
    default:
      errors.push(invalid(at.child('operator'), expression.operator ?? '', 'not a valid selector operator'))
  }
  errors.push(...validateLabelName(expression.key ?? '', at.child('key')))
  values.forEach((value, i) => {
    for (const fault of isValidLabelValue(value)) errors.push(invalid(at.child('values').index(i), value, fault))
  })
  return errors
}

/** Validates a LabelSelector in an object (metav1 validation.ValidateLabelSelector). */
export function validateLabelSelector(labelSelector: LabelSelector | null | undefined, at: FieldPath): ErrorList {
  if (labelSelector === undefined || labelSelector === null) return []
  return [
    ...validateLabels(labelSelector.matchLabels, at.child('matchLabels')),
    ...(labelSelector.matchExpressions ?? []).flatMap((expression, i) =>
      expressionErrors(expression, at.child('matchExpressions').index(i)),
    ),
  ]
}
