import type { PersistentVolumeClaimSpec, PersistentVolumeClaimTemplate } from '../../../api/types.gen.ts'
import { validateLabelSelector } from '../../../apimachinery/labels/selector.ts'
import { validateAnnotations } from '../../../apimachinery/validation/annotations.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalidFor,
  required,
} from '../../../apimachinery/validation/field.ts'
import { validateLabels } from '../../../apimachinery/validation/labels.ts'
import { isDNS1123Subdomain } from '../../../apimachinery/validation/names.ts'
import {
  validatePositiveQuantity,
  validateResourceQuantityValue,
} from '../../../apimachinery/validation/resource-quantity.ts'
import { VOLUME_MODES, validateAccessModes } from '../../persistentvolume/access-modes.ts'
import { validateChoice } from './formats.ts'

/** The claim of a generic ephemeral volume. */
export function validateClaimTemplate(template: PersistentVolumeClaimTemplate, at: FieldPath): ErrorList {
  const { labels, annotations, ...others } = template.metadata ?? {}
  const here = at.child('metadata')
  return [
    ...validateAnnotations(annotations, here.child('annotations')),
    ...validateLabels(labels, here.child('labels')),
    ...Object.keys(others)
      .filter(field => others[field as keyof typeof others] !== null)
      .map(field => forbidden(here.child(field), 'cannot be set')),
    ...validateClaimSpec(template.spec ?? {}, at.child('spec')),
  ]
}

/** The spec of a claim, but for where its data come from and its attributes. */
export function validateClaimSpec(spec: PersistentVolumeClaimSpec, at: FieldPath): ErrorList {
  const { accessModes = [], storageClassName, volumeMode } = spec
  const modesAt = at.child('accessModes')
  const errors: ErrorList = accessModes.length ? [] : [required(modesAt, 'at least 1 access mode is required')]
  errors.push(...validateLabelSelector(spec.selector, at.child('selector')))
  errors.push(...validateAccessModes(accessModes, modesAt))
  errors.push(...validateStorage(spec.resources?.requests?.storage, at.child('resources').key('storage')))
  if (storageClassName) {
    errors.push(...invalidFor(at.child('storageClassName'), storageClassName, isDNS1123Subdomain(storageClassName)))
  }
  return [...errors, ...validateChoice(volumeMode, VOLUME_MODES, at.child('volumeMode'))]
}

function validateStorage(storage: string | undefined, at: FieldPath): ErrorList {
  if (storage === undefined) return [required(at)]
  return [...validateResourceQuantityValue('storage', storage, at), ...validatePositiveQuantity(storage, at)]
}
