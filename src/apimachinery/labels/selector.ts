/** Label selectors: as typed after `-l`, and as objects hold them. */
export type { LabelSelector, LabelSelectorRequirement } from './label-selector.ts'
export {
  labelSelectorText,
  labelSelectorValue,
  selectorFromLabelSelector,
  validateLabelSelector,
} from './label-selector.ts'
export type { Selector } from './matching.ts'
export {
  EVERYTHING,
  matches,
  NOTHING,
  newSelector,
  parseSelector,
  requiredValue,
  selectorFromSet,
  selectorText,
} from './matching.ts'
export type { Labels, Operator, Requirement } from './requirement.ts'
export { newRequirement, SelectorError } from './requirement.ts'
