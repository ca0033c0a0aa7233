import type { KubeObject } from '../../api/object.ts'
import type { LabelSelector } from '../../api/types.gen.ts'
import { selectorFromLabelSelector } from '../../apimachinery/labels/label-selector.ts'
import { matches } from '../../apimachinery/labels/selector.ts'
import type { ControllerContext } from '../controller.ts'
import { labelIndexValue } from '../indexes.ts'

/** An object with a label selector in its spec. */
interface Selecting extends KubeObject {
  spec?: { selector?: LabelSelector }
}

/**
 * The objects of a namespace that carry one of the labels which the selector demands: all that it selects are among them. With `index`
 * orphan they are those that no controller owns, if the selector demands any label.
 */
export function candidatesOf<T extends KubeObject>(
  resource: string,
  namespace: string,
  selector: LabelSelector | undefined,
  context: ControllerContext,
  index: 'label' | 'orphan' = 'label',
): readonly T[] {
  const [first] = Object.entries(selector?.matchLabels ?? {})
  if (!first) return context.list<T>(resource, namespace)
  return context.byIndex<T>(resource, index, labelIndexValue(namespace, first[0], first[1]))
}

/** The objects of `resource` that select an object with these labels by the selector in their spec, or by what `selectorOf` makes of it. */
export function selectorsOf<T extends KubeObject>(
  resource: string,
  object: KubeObject,
  context: ControllerContext,
  selectorOf: (candidate: T) => LabelSelector | undefined = candidate => (candidate as Selecting).spec?.selector,
): T[] {
  const namespace = object.metadata.namespace ?? ''
  const labels = object.metadata.labels ?? {}
  const places = [`${namespace}/`, ...Object.entries(labels).map(([k, v]) => labelIndexValue(namespace, k, v))]
  return places
    .flatMap(place => context.byIndex<T>(resource, 'selector', place))
    .filter(candidate => matches(selectorFromLabelSelector(selectorOf(candidate)), labels))
}
