import { parseRequirements } from './parser.ts'
import type { Labels, Requirement } from './requirement.ts'
import { requirementMatches, requirementText } from './requirement.ts'

/** A label selector ready to match: all requirements must hold, none is sorted after a later key. */
export interface Selector {
  readonly requirements: readonly Requirement[]
  /** Set on the one selector that matches no labels at all (labels.Nothing). */
  readonly nothing?: true
}

/** Matches every set of labels. */
export const EVERYTHING: Selector = { requirements: [] }

/** Matches no set of labels, not even the empty one. */
export const NOTHING: Selector = { requirements: [], nothing: true }

/** Makes a selector of requirements, in the order of their keys. */
export function newSelector(requirements: readonly Requirement[]): Selector {
  if (requirements.length === 0) return EVERYTHING
  return { requirements: [...requirements].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)) }
}

/**
 * Parses a selector as typed after `-l` (labels.Parse): `app=web,env in (prod,dev),!old`.
 * Throws a SelectorError with Kubernetes' text.
 */
export function parseSelector(text: string): Selector {
  return newSelector(parseRequirements(text))
}

/** Selects what carries all these labels; no labels select everything. Nothing is validated (labels.SelectorFromSet). */
export function selectorFromSet(labels: Labels): Selector {
  if (labels === undefined) return EVERYTHING
  return newSelector(Object.entries(labels).map(([key, value]) => ({ key, operator: '=', values: [value] })))
}

/** Whether an object with these labels is selected. */
export function matches(selector: Selector, labels: Labels): boolean {
  if (selector.nothing) return false
  for (const requirement of selector.requirements) {
    if (!requirementMatches(requirement, labels)) return false
  }
  return true
}

/** The selector in its canonical syntax; everything and nothing are both the empty text. */
export function selectorText(selector: Selector): string {
  return selector.requirements.map(requirementText).join(',')
}

/** The one value that the selector demands of a label, or undefined: what an index can be asked for. */
export function requiredValue(selector: Selector, key: string): string | undefined {
  const requirement = selector.requirements.find(r => r.key === key)
  if (requirement === undefined || !['=', '==', 'in'].includes(requirement.operator)) return undefined
  return requirement.values.length === 1 ? requirement.values[0] : undefined
}
