import type { LabelSelector } from '../../api/types.gen.ts'
import { selectorFromLabelSelector, selectorText } from '../../apimachinery/labels/selector.ts'

/** A label selector as list requests take it, empty for an empty one. */
export function labelSelectorQuery(selector: LabelSelector | undefined): string {
  return selectorText(selectorFromLabelSelector(selector))
}
