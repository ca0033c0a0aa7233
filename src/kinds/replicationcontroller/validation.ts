import type { ReplicationControllerSpec } from '../../api/types.gen.ts'
import { matches, selectorFromSet } from '../../apimachinery/labels/selector.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../../apimachinery/validation/field.ts'
import { validateNonnegativeField } from '../../apimachinery/validation/numbers.ts'
import { validatePodTemplateSpec } from '../pod-template.ts'
import { sortedLabels, validateReadOnlyDisks } from '../replicaset/template.ts'

/** What is wrong with the spec of a ReplicationController (ValidateReplicationControllerSpec). */
export function validateReplicationControllerSpec(spec: ReplicationControllerSpec, at: FieldPath): ErrorList {
  const hasSelector = Object.keys(spec.selector ?? {}).length > 0
  return [
    ...validateNonnegativeField(spec.minReadySeconds ?? 0, at.child('minReadySeconds')),
    ...(hasSelector ? [] : [required(at.child('selector'))]),
    ...validateNonnegativeField(spec.replicas ?? 0, at.child('replicas')),
    ...validateTemplate(spec, hasSelector, at.child('template')),
  ]
}

function validateTemplate(
  { selector, template, replicas }: ReplicationControllerSpec,
  hasSelector: boolean,
  at: FieldPath,
) {
  if (!template) return [required(at)]
  const errors: ErrorList = []
  const { labels } = template.metadata ?? {}
  if (hasSelector && !matches(selectorFromSet(selector), labels)) {
    const why = '`selector` does not match template `labels`'
    errors.push(invalid(at.child('metadata', 'labels'), sortedLabels(labels), why))
  }
  errors.push(...validatePodTemplateSpec(template, at))
  const podAt = at.child('spec')
  if ((replicas ?? 0) > 1) errors.push(...validateReadOnlyDisks(template.spec?.volumes ?? [], podAt.child('volumes')))
  const restartPolicy = template.spec?.restartPolicy ?? ''
  if (restartPolicy !== 'Always') errors.push(notSupported(podAt.child('restartPolicy'), restartPolicy, ['Always']))
  if (template.spec?.activeDeadlineSeconds !== undefined) {
    const why = 'activeDeadlineSeconds in ReplicationController is not Supported'
    errors.push(forbidden(podAt.child('activeDeadlineSeconds'), why))
  }
  return errors
}
