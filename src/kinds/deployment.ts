import type { Deployment } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { equal } from '../apimachinery/equality.ts'
import { labelSelectorText } from '../apimachinery/labels/label-selector.ts'
import { type ErrorList, type FieldPath, invalid, path } from '../apimachinery/validation/field.ts'
import { validateNonnegativeField } from '../apimachinery/validation/numbers.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { validateDeploymentStatus } from './deployment/status.ts'
import { completeStrategy, validateStrategy } from './deployment/strategy.ts'
import { nextGeneration, startGeneration } from './generation.ts'
import { kind } from './kind.ts'
import { setPodTemplateDefaults } from './pod-template.ts'
import { containerCells } from './replicaset/container-cells.ts'
import { labelSelectorScale } from './replicaset/scale.ts'
import { validateSameSelector, validateSelectedTemplate, validateSelector } from './replicaset/template.ts'
import { templateWarnings } from './replicaset/warnings.ts'

/** Deployments. */
export const deployment = kind<Deployment>({
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  resource: 'deployments',
  namespaced: true,
  storagePrefix: 'deployments',
  validateName: nameIsDNSSubdomain,
  setDefaults(deployment) {
    const spec = deployment.spec
    const template = { ...spec?.template }
    setPodTemplateDefaults(template)
    deployment.spec = {
      ...spec!,
      replicas: spec?.replicas ?? 1,
      revisionHistoryLimit: spec?.revisionHistoryLimit ?? 10,
      progressDeadlineSeconds: spec?.progressDeadlineSeconds ?? 600,
      strategy: completeStrategy(spec?.strategy),
      template,
    }
    deployment.status ??= {}
  },
  prepareForCreate(deployment) {
    deployment.status = {}
    startGeneration(deployment)
  },
  prepareForUpdate(deployment, old) {
    deployment.status = old.status ?? {}
    const same = equal(deployment.spec, old.spec) && equal(deployment.metadata.annotations, old.metadata.annotations)
    if (!same) nextGeneration(deployment, old)
  },
  validate,
  validateUpdate: (deployment, old) => [
    ...validate(deployment),
    ...validateSameSelector(deployment.spec?.selector, equal(deployment.spec?.selector, old.spec?.selector)),
  ],
  warnings: (deployment, old) => templateWarnings(deployment, deployment.spec?.template, old),
  status: {
    prepareForUpdate(deployment, old) {
      deployment.spec = old.spec!
      if (old.metadata.labels) deployment.metadata.labels = old.metadata.labels
      else delete deployment.metadata.labels
    },
    validateUpdate: (deployment, old) =>
      validateDeploymentStatus(deployment.status ?? {}, old.status ?? {}, path('status')),
  },
  scale: labelSelectorScale(),
  row: (deployment, now) => [
    deployment.metadata.name ?? '',
    `${deployment.status?.readyReplicas ?? 0}/${deployment.spec?.replicas ?? 0}`,
    deployment.status?.updatedReplicas ?? 0,
    deployment.status?.availableReplicas ?? 0,
    translateTimestampSince(deployment.metadata.creationTimestamp, now),
    ...containerCells(deployment.spec?.template),
    labelSelectorText(deployment.spec?.selector),
  ],
})

function validate({ spec }: Deployment): ErrorList {
  const at = path('spec')
  return [
    ...validateNonnegativeField(spec?.replicas ?? 0, at.child('replicas')),
    ...validateSelector(spec?.selector, at.child('selector')),
    ...validateSelectedTemplate(spec ?? {}, at),
    ...validateStrategy(spec?.strategy ?? {}, at.child('strategy')),
    ...validateNonnegativeField(spec?.minReadySeconds ?? 0, at.child('minReadySeconds')),
    ...validateNonnegativeField(spec?.revisionHistoryLimit ?? 0, at.child('revisionHistoryLimit')),
    ...validateProgressDeadline(spec?.progressDeadlineSeconds, spec?.minReadySeconds ?? 0, at),
  ]
}

function validateProgressDeadline(deadline: number | undefined, minReadySeconds: number, at: FieldPath): ErrorList {
  if (deadline === undefined) return []
  const deadlineAt = at.child('progressDeadlineSeconds')
  const errors = validateNonnegativeField(deadline, deadlineAt)
  if (deadline <= minReadySeconds) errors.push(invalid(deadlineAt, deadline, 'must be greater than minReadySeconds'))
  return errors
}
