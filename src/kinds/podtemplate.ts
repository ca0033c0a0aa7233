import type { PodTemplate } from '../api/types.gen.ts'
import { equal } from '../apimachinery/equality.ts'
import { path } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { nextGeneration, startGeneration } from './generation.ts'
import { kind } from './kind.ts'
import { podTemplateWarnings, setPodTemplateDefaults, validatePodTemplateSpec } from './pod-template.ts'
import { containerCells } from './replicaset/container-cells.ts'
import { labelsCell } from './replicaset/labels-cell.ts'

/** PodTemplates. */
export const podTemplate = kind<PodTemplate>({
  group: '',
  version: 'v1',
  kind: 'PodTemplate',
  resource: 'podtemplates',
  namespaced: true,
  storagePrefix: 'podtemplates',
  validateName: nameIsDNSSubdomain,
  setDefaults(object) {
    object.template = { ...object.template }
    setPodTemplateDefaults(object.template)
  },
  prepareForCreate: startGeneration,
  prepareForUpdate(object, old) {
    if (!equal(object.template, old.template)) nextGeneration(object, old)
  },
  validate: object => validatePodTemplateSpec(object.template ?? {}, path('template')),
  validateUpdate: object => validatePodTemplateSpec(object.template ?? {}, path('template')),
  warnings: object => podTemplateWarnings(object.template ?? {}, path('template')),
  row: object => [
    object.metadata.name ?? '',
    ...containerCells(object.template),
    labelsCell(object.template?.metadata?.labels),
  ],
})
