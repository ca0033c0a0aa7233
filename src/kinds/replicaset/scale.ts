import type { KubeObject } from '../../api/object.ts'
import type { LabelSelector } from '../../api/types.gen.ts'
import { selectorFromLabelSelector, selectorText } from '../../apimachinery/labels/selector.ts'
import type { ScaleAccess } from '../kind.ts'

/** What makes copies of a pod. */
interface Replicated extends KubeObject {
  spec?: { replicas?: number; selector?: unknown }
  status?: { replicas?: number }
}

/** The scale of what keeps as many pods as its spec says; `selector` gives the text of what selects them. */
export function scaleOf<T extends Replicated>(selector: (object: T) => string): ScaleAccess<T> {
  return {
    replicas: object => object.spec?.replicas ?? 0,
    statusReplicas: object => object.status?.replicas ?? 0,
    selector,
    withReplicas: (object, replicas) => ({ ...object, spec: { ...object.spec, replicas } }),
  }
}

/** As scaleOf, of what selects its pods by a LabelSelector. */
export function labelSelectorScale<T extends Replicated & { spec?: { selector?: LabelSelector } }>(): ScaleAccess<T> {
  return scaleOf(object => selectorText(selectorFromLabelSelector(object.spec?.selector)))
}
