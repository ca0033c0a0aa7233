import type { ReplicationController } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { selectorFromSet, selectorText } from '../apimachinery/labels/selector.ts'
import { path } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { bumpGeneration, startGeneration } from './generation.ts'
import { kind } from './kind.ts'
import { setPodTemplateDefaults } from './pod-template.ts'
import { containerCells } from './replicaset/container-cells.ts'
import { labelsCell } from './replicaset/labels-cell.ts'
import { scaleOf } from './replicaset/scale.ts'
import { validateReplicaSetStatus } from './replicaset/status.ts'
import { templateWarnings } from './replicaset/warnings.ts'
import { validateReplicationControllerSpec } from './replicationcontroller/validation.ts'

/** ReplicationControllers. */
export const replicationController = kind<ReplicationController>({
  group: '',
  version: 'v1',
  kind: 'ReplicationController',
  resource: 'replicationcontrollers',
  namespaced: true,
  storagePrefix: 'controllers',
  validateName: nameIsDNSSubdomain,
  setDefaults(controller) {
    const { template: given, ...spec } = controller.spec ?? {}
    const labels = given?.metadata?.labels
    if (labels && Object.keys(labels).length > 0) {
      if (Object.keys(spec.selector ?? {}).length === 0) spec.selector = { ...labels }
      if (Object.keys(controller.metadata.labels ?? {}).length === 0) controller.metadata.labels = { ...labels }
    }
    controller.spec = { ...spec, replicas: spec.replicas ?? 1 }
    if (given) {
      controller.spec.template = { ...given }
      setPodTemplateDefaults(controller.spec.template)
    }
    controller.status = { ...controller.status, replicas: controller.status?.replicas ?? 0 }
  },
  prepareForCreate(controller) {
    controller.status = { replicas: 0 }
    startGeneration(controller)
  },
  prepareForUpdate(controller, old) {
    controller.status = old.status ?? { replicas: 0 }
    bumpGeneration(controller, old)
  },
  validate: controller => validateReplicationControllerSpec(controller.spec ?? {}, path('spec')),
  validateUpdate: controller => validateReplicationControllerSpec(controller.spec ?? {}, path('spec')),
  warnings: (controller, old) => templateWarnings(controller, controller.spec?.template, old),
  status: {
    prepareForUpdate(controller, old) {
      controller.spec = old.spec!
    },
    validateUpdate: controller => validateReplicaSetStatus(controller.status ?? { replicas: 0 }, path('status')),
  },
  scale: scaleOf(controller => selectorText(selectorFromSet(controller.spec?.selector))),
  fields: { 'status.replicas': controller => String(controller.status?.replicas ?? 0) },
  unknownFieldError: 'label',
  row: (controller, now) => [
    controller.metadata.name ?? '',
    controller.spec?.replicas ?? 0,
    controller.status?.replicas ?? 0,
    controller.status?.readyReplicas ?? 0,
    translateTimestampSince(controller.metadata.creationTimestamp, now),
    ...containerCells(controller.spec?.template),
    labelsCell(controller.spec?.selector),
  ],
  defaultPropagation: 'orphan',
})
