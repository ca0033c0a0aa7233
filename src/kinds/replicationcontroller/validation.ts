import type { ReplicationControllerSpec } from '../../api/types.gen.ts'
import { matches, selectorFromSet } from '../../apimachinery/labels/selector.ts'
import { type ErrorList, type FieldPath, required } from '../../apimachinery/validation/field.ts'
import { validateNonnegativeField } from '../../apimachinery/validation/numbers.ts'
import { validatePodTemplateSpec, validateRunsForever } from '../pod-template.ts'
import { notSelected, validateReadOnlyDisks } from '../replicaset/template.ts'

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
  const { labels } = template.metadata ?? {}
  const isSelected = !hasSelector || matches(selectorFromSet(selector), labels)
  const disksAt = at.child('spec', 'volumes')
  return [
    ...(isSelected ? [] : [notSelected(labels, at)]),
    ...validatePodTemplateSpec(template, at),
    ...((replicas ?? 0) > 1 ? validateReadOnlyDisks(template.spec?.volumes ?? [], disksAt) : []),
    ...validateRunsForever(template, 'ReplicationController', at),
  ]
}
