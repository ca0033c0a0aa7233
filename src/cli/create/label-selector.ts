import { parseRequirements } from '../../apimachinery/labels/parser.ts'
import type { LabelSelector, LabelSelectorRequirement, Requirement } from '../../apimachinery/labels/selector.ts'
import { SelectorError } from '../../apimachinery/labels/selector.ts'
import { quote } from '../../apimachinery/quote.ts'
import { setOwn } from '../../schema/json-value.ts'
import { CommandError } from '../errors.ts'

const OPERATORS: Partial<Record<Requirement['operator'], LabelSelectorRequirement['operator']>> = {
  in: 'In',
  notin: 'NotIn',
  exists: 'Exists',
  '!': 'DoesNotExist',
}

/**
 * The LabelSelector of a selector as it is typed: equality becomes labels, the rest expressions (metav1.ParseToLabelSelector).
 * Throws CommandError for what cannot be parsed and for operators that objects do not have.
 */
export function parseLabelSelector(text: string): LabelSelector {
  const matchLabels: Record<string, string> = {}
  const matchExpressions: LabelSelectorRequirement[] = []
  for (const { key, operator, values } of requirements(text)) {
    if (operator === '=' || operator === '==') {
      setOwn(matchLabels, key, values[0]!)
      continue
    }
    const known = OPERATORS[operator]
    if (known === undefined) throw new CommandError(unsupported(operator))
    matchExpressions.push({ key, operator: known, ...(values.length ? { values: [...values] } : {}) })
  }
  return {
    ...(Object.keys(matchLabels).length ? { matchLabels } : {}),
    ...(matchExpressions.length ? { matchExpressions } : {}),
  }
}

function requirements(text: string): Requirement[] {
  try {
    return parseRequirements(text)
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error
    throw new CommandError(`couldn't parse the selector string "${text}": ${error.message}`)
  }
}

function unsupported(operator: string): string {
  if (operator === 'gt' || operator === 'lt') return `${quote(operator)} isn't supported in label selectors`
  return `${quote(operator)} is not a valid label selector operator`
}
