import type { ReplicaSet } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { equal } from '../apimachinery/equality.ts'
import { labelSelectorText } from '../apimachinery/labels/label-selector.ts'
import { type ErrorList, path } from '../apimachinery/validation/field.ts'
import { validateNonnegativeField } from '../apimachinery/validation/numbers.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { bumpGeneration, startGeneration } from './generation.ts'
import { kind } from './kind.ts'
import { setPodTemplateDefaults } from './pod-template.ts'
import { containerCells } from './replicaset/container-cells.ts'
import { labelSelectorScale } from './replicaset/scale.ts'
import { validateReplicaSetStatus } from './replicaset/status.ts'
import { validateSameSelector, validateSelectedTemplate, validateSelector } from './replicaset/template.ts'
import { templateWarnings } from './replicaset/warnings.ts'

/** ReplicaSets. */
export const replicaSet = kind<ReplicaSet>({
  group: 'apps',
  version: 'v1',
  kind: 'ReplicaSet',
  resource: 'replicasets',
  namespaced: true,
  storagePrefix: 'replicasets',
  validateName: nameIsDNSSubdomain,
  setDefaults(replicaSet) {
    const template = { ...replicaSet.spec?.template }
    setPodTemplateDefaults(template)
    replicaSet.spec = { ...replicaSet.spec!, replicas: replicaSet.spec?.replicas ?? 1, template }
    replicaSet.status = { ...replicaSet.status, replicas: replicaSet.status?.replicas ?? 0 }
  },
  prepareForCreate(replicaSet) {
    replicaSet.status = { replicas: 0 }
    startGeneration(replicaSet)
  },
  prepareForUpdate(replicaSet, old) {
    replicaSet.status = old.status ?? { replicas: 0 }
    bumpGeneration(replicaSet, old)
  },
  validate,
  validateUpdate: (replicaSet, old) => [
    ...validate(replicaSet),
    ...validateSameSelector(replicaSet.spec?.selector, equal(replicaSet.spec?.selector, old.spec?.selector)),
  ],
  warnings: (replicaSet, old) => templateWarnings(replicaSet, replicaSet.spec?.template, old),
  status: {
    prepareForUpdate(replicaSet, old) {
      replicaSet.spec = old.spec!
    },
    validateUpdate: replicaSet => validateReplicaSetStatus(replicaSet.status ?? { replicas: 0 }, path('status')),
  },
  scale: labelSelectorScale(),
  row: (replicaSet, now) => [
    replicaSet.metadata.name ?? '',
    replicaSet.spec?.replicas ?? 0,
    replicaSet.status?.replicas ?? 0,
    replicaSet.status?.readyReplicas ?? 0,
    translateTimestampSince(replicaSet.metadata.creationTimestamp, now),
    ...containerCells(replicaSet.spec?.template),
    labelSelectorText(replicaSet.spec?.selector),
  ],
})

function validate({ spec }: ReplicaSet): ErrorList {
  const at = path('spec')
  return [
    ...validateNonnegativeField(spec?.replicas ?? 0, at.child('replicas')),
    ...validateNonnegativeField(spec?.minReadySeconds ?? 0, at.child('minReadySeconds')),
    ...validateSelector(spec?.selector, at.child('selector')),
    ...validateSelectedTemplate(spec ?? {}, at),
  ]
}
