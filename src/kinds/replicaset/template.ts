import type { LabelSelector, PodTemplateSpec, Volume } from '../../api/types.gen.ts'
import {
  labelSelectorValue,
  selectorFromLabelSelector,
  validateLabelSelector,
} from '../../apimachinery/labels/label-selector.ts'
import { matches, type Selector, SelectorError } from '../../apimachinery/labels/selector.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../../apimachinery/validation/field.ts'
import { validatePodTemplateSpec } from '../pod-template.ts'

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
  if (isEmpty(selector)) errors.push(invalid(at, {}, 'empty selector is invalid for deployment'))
  return errors
}

/** The pod template of a ReplicaSet or Deployment, which its own selector must select (ValidatePodTemplateSpecForReplicaSet). */
export function validateSelectedTemplate(spec: ReplicatedSpec, at: FieldPath): ErrorList {
  const selector = asSelector(spec.selector)
  if (!selector) return [invalid(at.child('selector'), labelSelectorValue(spec.selector!), 'invalid label selector')]
  const template = spec.template ?? {}
  const templateAt = at.child('template')
  const labels = template.metadata?.labels
  const errors: ErrorList = []
  if (!matches(selector, labels))
    errors.push(
      invalid(
        templateAt.child('metadata', 'labels'),
        sortedLabels(labels),
        '`selector` does not match template `labels`',
      ),
    )
  errors.push(...validatePodTemplateSpec(template, templateAt))
  const specAt = templateAt.child('spec')
  if ((spec.replicas ?? 0) > 1)
    errors.push(...validateReadOnlyDisks(template.spec?.volumes ?? [], specAt.child('volumes')))
  const restartPolicy = template.spec?.restartPolicy ?? ''
  if (restartPolicy !== 'Always') errors.push(notSupported(specAt.child('restartPolicy'), restartPolicy, ['Always']))
  if (template.spec?.activeDeadlineSeconds !== undefined)
    errors.push(
      forbidden(specAt.child('activeDeadlineSeconds'), 'activeDeadlineSeconds in ReplicaSet is not Supported'),
    )
  return errors
}

/** The refusal of another selector than the one the object was made with. */
export function validateSameSelector(selector: LabelSelector | undefined, same: boolean): ErrorList {
  return same ? [] : [invalid('spec.selector', selector ? labelSelectorValue(selector) : null, 'field is immutable')]
}

/** Labels as Go writes a map in an error: by key, null for none. */
export function sortedLabels(labels: Record<string, string> | undefined): Record<string, string> | null {
  return labels ? Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))) : null
}

function asSelector(selector: LabelSelector | undefined): Selector | undefined {
  try {
    return selectorFromLabelSelector(selector)
  } catch (error) {
    if (error instanceof SelectorError) return undefined
    throw error
  }
}

function isEmpty({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return Object.keys(matchLabels ?? {}).length + (matchExpressions ?? []).length === 0
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
