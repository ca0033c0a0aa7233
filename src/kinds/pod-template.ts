import type { KubeObject } from '../api/object.ts'
import type { PodTemplateSpec } from '../api/types.gen.ts'
import { validateAnnotations } from '../apimachinery/validation/annotations.ts'
import { type ErrorList, type FieldPath, forbidden, notSupported } from '../apimachinery/validation/field.ts'
import { validateLabels } from '../apimachinery/validation/labels.ts'
import { isDNS1123Label } from '../apimachinery/validation/names.ts'
import { isKnownValid, rememberValid, warningsOfSpec } from './pod/shared-spec.ts'
import { validatePodAnnotations, validateSeccompAnnotationsMatch } from './pod/validation/annotations.ts'
import { validatePodSpec } from './pod/validation/spec.ts'
import { podAnnotationWarnings, podSpecWarnings } from './pod/warnings.ts'

export { setPodTemplateDefaults } from './pod/shared-spec.ts'

/**
 * Validates the complete template of a workload (ValidatePodTemplateSpec). `at` is the template's path, as spec.template.
 * What a workload demands beyond that (its selector, its restart policies) is its own to check.
 */
export function validatePodTemplateSpec(template: PodTemplateSpec, at: FieldPath): ErrorList {
  const spec = template.spec ?? { containers: [] }
  const { labels, annotations } = template.metadata ?? {}
  const errors = [
    ...validateLabels(labels, at.child('labels')),
    ...(annotations ? validateAnnotations(annotations, at.child('annotations')) : []),
    ...(annotations ? validatePodAnnotations(annotations, spec, at.child('annotations')) : []),
  ]
  if (!isKnownValid(spec, 'template')) {
    const ofSpec = validatePodSpec(spec, undefined, at.child('spec'))
    if (ofSpec.length === 0) rememberValid(spec, 'template')
    errors.push(...ofSpec)
  }
  if (annotations) errors.push(...validateSeccompAnnotationsMatch(annotations, spec, at.child('spec')))
  if (spec.ephemeralContainers?.length) {
    errors.push(forbidden(at.child('spec', 'ephemeralContainers'), 'ephemeral containers not allowed in pod template'))
  }
  return errors
}

/** Warnings about a template, as the API server gives them when a workload is written. `at` is the template's path. */
export function podTemplateWarnings(template: PodTemplateSpec, at: FieldPath): string[] {
  const spec = template.spec ?? { containers: [] }
  return [
    ...warningsOfSpec(spec, 'template', () => podSpecWarnings(spec, at.child('spec'))),
    ...podAnnotationWarnings(template.metadata, spec, at, 'template'),
  ]
}

/** What a template may not say whose pods run for ever; `kind` is that of the workload, `at` the template's path. */
export function validateRunsForever({ spec }: PodTemplateSpec, kind: string, at: FieldPath): ErrorList {
  const restartPolicy = spec?.restartPolicy ?? ''
  const errors: ErrorList = []
  if (restartPolicy !== 'Always')
    errors.push(notSupported(at.child('spec', 'restartPolicy'), restartPolicy, ['Always']))
  if (spec?.activeDeadlineSeconds !== undefined) {
    const why = `activeDeadlineSeconds in ${kind} is not Supported`
    errors.push(forbidden(at.child('spec', 'activeDeadlineSeconds'), why))
  }
  return errors
}

/** A warning about a new workload whose pods cannot be called by its name. */
export function podNameWarnings({ metadata }: KubeObject): string[] {
  const faults = isDNS1123Label(metadata.name ?? '')
  if (faults.length === 0) return []
  const use = 'this is used in Pod names and hostnames, which can result in surprising behavior'
  return [`metadata.name: ${use}; a DNS label is recommended: [${faults.join(' ')}]`]
}
