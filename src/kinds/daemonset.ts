import type { DaemonSet, DaemonSetSpec } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { equal } from '../apimachinery/equality.ts'
import {
  isEmptyLabelSelector,
  labelSelectorText,
  validateLabelSelector,
} from '../apimachinery/labels/label-selector.ts'
import { type ErrorList, type FieldPath, invalid, path } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { validateNonnegativeField } from '../apimachinery/validation/numbers.ts'
import { NO_STATUS, validateDaemonSetStatus } from './daemonset/status.ts'
import { completeStrategy, validateUpdateStrategy } from './daemonset/strategy.ts'
import { setTemplateGeneration, templateGenerationOf } from './daemonset/template-generation.ts'
import { bumpGeneration, startGeneration } from './generation.ts'
import { kind } from './kind.ts'
import {
  podTemplateWarnings,
  setPodTemplateDefaults,
  validatePodTemplateSpec,
  validateRunsForever,
} from './pod-template.ts'
import { containerCells } from './replicaset/container-cells.ts'
import { labelsCell } from './replicaset/labels-cell.ts'
import { notSelected, selects, validateSameSelector } from './replicaset/template.ts'

/** DaemonSets. */
export const daemonSet = kind<DaemonSet>({
  group: 'apps',
  version: 'v1',
  kind: 'DaemonSet',
  resource: 'daemonsets',
  namespaced: true,
  storagePrefix: 'daemonsets',
  validateName: nameIsDNSSubdomain,
  setDefaults(set) {
    const spec = set.spec
    const template = { ...spec?.template }
    setPodTemplateDefaults(template)
    set.spec = {
      ...spec!,
      revisionHistoryLimit: spec?.revisionHistoryLimit ?? 10,
      updateStrategy: completeStrategy(spec?.updateStrategy),
      template,
    }
    set.status = { ...NO_STATUS, ...set.status }
  },
  prepareForCreate(set) {
    set.status = { ...NO_STATUS }
    startGeneration(set)
    setTemplateGeneration(set, Math.max(1, templateGenerationOf(set)))
  },
  prepareForUpdate(set, old) {
    set.status = old.status ?? { ...NO_STATUS }
    const sameTemplate = equal(set.spec?.template, old.spec?.template)
    setTemplateGeneration(set, templateGenerationOf(old) + (sameTemplate ? 0 : 1))
    bumpGeneration(set, old)
  },
  validate: set => validateSpec(set.spec!, path('spec')),
  validateUpdate: (set, old) => [
    ...validateSpec(set.spec!, path('spec')),
    ...validateSameSelector(set.spec?.selector, equal(set.spec?.selector, old.spec?.selector)),
  ],
  warnings: (set, old) =>
    old && old.metadata.generation === set.metadata.generation
      ? []
      : podTemplateWarnings(set.spec?.template ?? {}, path('spec', 'template')),
  status: {
    prepareForUpdate(set, old) {
      set.spec = old.spec!
      setTemplateGeneration(set, templateGenerationOf(old))
    },
    validateUpdate: (set, old) =>
      validateDaemonSetStatus(set.status ?? NO_STATUS, old.status ?? NO_STATUS, path('status')),
  },
  row: (set, now) => [
    set.metadata.name ?? '',
    set.status?.desiredNumberScheduled ?? 0,
    set.status?.currentNumberScheduled ?? 0,
    set.status?.numberReady ?? 0,
    set.status?.updatedNumberScheduled ?? 0,
    set.status?.numberAvailable ?? 0,
    labelsCell(set.spec?.template.spec?.nodeSelector),
    translateTimestampSince(set.metadata.creationTimestamp, now),
    ...containerCells(set.spec?.template),
    labelSelectorText(set.spec?.selector),
  ],
})

/** What is wrong with the spec of a DaemonSet (ValidateDaemonSetSpec). */
function validateSpec(spec: DaemonSetSpec, at: FieldPath): ErrorList {
  const { selector, template } = spec
  const templateAt = at.child('template')
  const errors: ErrorList = validateLabelSelector(selector, at.child('selector'))
  const { labels } = template.metadata ?? {}
  if (selects(selector, labels) === false) errors.push(notSelected(labels, templateAt))
  if (selector && isEmptyLabelSelector(selector))
    errors.push(invalid(at.child('selector'), {}, 'empty selector is invalid for daemonset'))
  return [
    ...errors,
    ...validatePodTemplateSpec(template, templateAt),
    ...validateRunsForever(template, 'DaemonSet', templateAt),
    ...validateNonnegativeField(spec.minReadySeconds ?? 0, at.child('minReadySeconds')),
    ...validateUpdateStrategy(spec.updateStrategy ?? {}, at.child('updateStrategy')),
    ...validateNonnegativeField(spec.revisionHistoryLimit ?? 0, at.child('revisionHistoryLimit')),
  ]
}
