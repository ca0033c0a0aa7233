import type { Job, LabelSelector } from '../../api/types.gen.ts'
import { inKeyOrder } from '../../apimachinery/key-order.ts'
import { labelSelectorValue } from '../../apimachinery/labels/selector.ts'
import { type ErrorList, type FieldPath, invalid, path, required } from '../../apimachinery/validation/field.ts'
import { notSelected, selects } from '../replicaset/template.ts'
import { CONTROLLER_UID, JOB_NAME, LEGACY_CONTROLLER_UID, LEGACY_JOB_NAME } from './labels.ts'

/** Gives a job the selector, and its pods the labels, that no other job's have; unless its author wants to do so. */
export function generateSelector(job: Job): void {
  const spec = job.spec!
  if (spec.manualSelector) return
  const { name = '', uid = '' } = job.metadata
  const { template, selector } = spec
  job.spec = {
    ...spec,
    selector: { ...selector, matchLabels: { [CONTROLLER_UID]: uid, ...selector?.matchLabels } },
    template: {
      ...template,
      metadata: { ...template.metadata, labels: { ...ownLabels(name, uid), ...template.metadata?.labels } },
    },
  }
}

function ownLabels(name: string, uid: string): Record<string, string> {
  return { [LEGACY_JOB_NAME]: name, [JOB_NAME]: name, [LEGACY_CONTROLLER_UID]: uid, [CONTROLLER_UID]: uid }
}

/** Somebody may have given labels of those names, with other values: then they select the wrong pods (validateGeneratedSelector). */
export function validateGeneratedSelector({ metadata, spec }: Job): ErrorList {
  if (spec?.manualSelector || !spec?.selector) return []
  const { name = '', uid = '' } = metadata
  const labels = spec.template.metadata?.labels ?? {}
  const at = path('spec', 'template', 'metadata', 'labels')
  const expected = [
    [LEGACY_CONTROLLER_UID, uid],
    [LEGACY_JOB_NAME, name],
    [CONTROLLER_UID, uid],
    [JOB_NAME, name],
  ]
  const errors = expected.flatMap(([key = '', value = '']) => {
    if (!Object.hasOwn(labels, key)) return [required(at.key(key), `must be '${value}'`)]
    return labels[key] === value ? [] : [invalid(at.key(key), inKeyOrder(labels), `must be '${value}'`)]
  })
  if (selects(spec.selector, Object.fromEntries(expected)) === false)
    errors.push(invalid('spec.selector', labelSelectorValue(spec.selector), '`selector` not auto-generated'))
  return errors
}

/** What a job's selector selects are the pods that it makes. */
export function validateSelectsTemplate(
  selector: LabelSelector | undefined,
  labels: Record<string, string> | undefined,
  at: FieldPath,
): ErrorList {
  return selects(selector, labels) === false ? [notSelected(labels, at.child('template'))] : []
}
