import type { LabelSelector, PodTemplateSpec, Volume } from '../../api/types.gen.ts'
import { inKeyOrder } from '../../apimachinery/key-order.ts'
import {
  isEmptyLabelSelector,
  labelSelectorValue,
  selectorFromLabelSelector,
  validateLabelSelector,
} from '../../apimachinery/labels/label-selector.ts'
import { matches, SelectorError } from '../../apimachinery/labels/selector.ts'
import {
  type ErrorList,
  type FieldError,
  type FieldPath,
  invalid,
  required,
} from '../../apimachinery/validation/field.ts'
import { validatePodTemplateSpec, validateRunsForever } from '../pod-template.ts'

/** The spec of a ReplicaSet or Deployment, as far as both have the same. */
interface ReplicatedSpec {
  replicas?: number
  selector?: LabelSelector
  template?: PodTemplateSpec
}

/** The selector of a ReplicaSet or Deployment: it must be there and must not be empty. */
export function validateSelector(selector: LabelSelector | undefined, at: FieldPath): ErrorList {
  if (!selector) return [required(at)]
  const errors = validateLabelSelector(selector, at)
  if (isEmptyLabelSelector(selector)) errors.push(invalid(at, {}, 'empty selector is invalid for deployment'))
  return errors
}

/** The pod template of a ReplicaSet or Deployment, which its own selector must select (ValidatePodTemplateSpecForReplicaSet). */
export function validateSelectedTemplate(spec: ReplicatedSpec, at: FieldPath): ErrorList {
  const template = spec.template ?? {}
  const templateAt = at.child('template')
  const { labels } = template.metadata ?? {}
  const isSelected = selects(spec.selector, labels)
  if (isSelected === undefined)
    return [invalid(at.child('selector'), labelSelectorValue(spec.selector!), 'invalid label selector')]
  const disksAt = templateAt.child('spec', 'volumes')
  return [
    ...(isSelected ? [] : [notSelected(labels, templateAt)]),
    ...validatePodTemplateSpec(template, templateAt),
    ...((spec.replicas ?? 0) > 1 ? validateReadOnlyDisks(template.spec?.volumes ?? [], disksAt) : []),
    ...validateRunsForever(template, 'ReplicaSet', templateAt),
  ]
}

/** Whether a selector selects what carries these labels; undefined for one that cannot be read, which is an error of its own. */
export function selects(
  selector: LabelSelector | undefined,
  labels: Record<string, string> | undefined,
): boolean | undefined {
  try {
    return matches(selectorFromLabelSelector(selector), labels)
  } catch (error) {
    if (error instanceof SelectorError) return undefined
    throw error
  }
}

/** The error of a template whose labels the workload's own selector does not select. `at` is the template's path. */
export function notSelected(labels: Record<string, string> | undefined, at: FieldPath): FieldError {
  const shown = labels ? inKeyOrder(labels) : null
  return invalid(at.child('metadata', 'labels'), shown, '`selector` does not match template `labels`')
}

/** The refusal of another selector than the one the object was made with. */
export function validateSameSelector(selector: LabelSelector | undefined, same: boolean): ErrorList {
  return same ? [] : [invalid('spec.selector', selector ? labelSelectorValue(selector) : null, 'field is immutable')]
}

/** With several pods a GCE disk must be read-only (ValidateReadOnlyPersistentDisks). */
export function validateReadOnlyDisks(volumes: readonly Volume[], at: FieldPath): ErrorList {
  return volumes.flatMap((volume, i) =>
    volume.gcePersistentDisk && !volume.gcePersistentDisk.readOnly
      ? [
          invalid(
            at.index(i).child('gcePersistentDisk', 'readOnly'),
            false,
            'must be read-only for replicated pods > 1; GCE PD can only be mounted on multiple machines if it is read-only',
          ),
        ]
      : [],
  )
}
