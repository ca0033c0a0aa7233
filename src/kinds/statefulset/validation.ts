import type { PodTemplateSpec, StatefulSetSpec, StatefulSetUpdateStrategy, Volume } from '../../api/types.gen.ts'
import {
  type IntOrString,
  intOrPercentValue,
  validateNotMoreThan100Percent,
  validatePositiveIntOrPercent,
} from '../../apimachinery/intstr.ts'
import {
  isEmptyLabelSelector,
  labelSelectorValue,
  validateLabelSelector,
} from '../../apimachinery/labels/label-selector.ts'
import { type ErrorList, type FieldPath, invalid, notSupported, required } from '../../apimachinery/validation/field.ts'
import { isDNS1123Label } from '../../apimachinery/validation/names.ts'
import { validateNonnegativeField } from '../../apimachinery/validation/numbers.ts'
import { validateClaimTemplate } from '../pod/validation/claim-template.ts'
import { validatePodTemplateSpec, validateRunsForever } from '../pod-template.ts'
import { notSelected, selects } from '../replicaset/template.ts'

const RETENTION_POLICIES = ['Delete', 'Retain']

/** What is looked at on creation only: later it cannot be mended any more. */
export interface SpecChecks {
  isNew: boolean
  /** A stored template that would not be accepted today does not hold back other changes. */
  checkTemplate: boolean
}

/** What is wrong with the spec of a StatefulSet (ValidateStatefulSetSpec). */
export function validateStatefulSetSpec(spec: StatefulSetSpec, at: FieldPath, checks: SpecChecks): ErrorList {
  const { serviceName, podManagementPolicy: management, persistentVolumeClaimRetentionPolicy: retention } = spec
  const errors: ErrorList = []
  if (management !== 'OrderedReady' && management !== 'Parallel')
    errors.push(invalid(at.child('podManagementPolicy'), management, "must be 'OrderedReady' or 'Parallel'"))
  errors.push(...validateUpdateStrategy(spec.updateStrategy ?? {}, at.child('updateStrategy')))
  for (const when of ['whenDeleted', 'whenScaled'] as const) {
    const policy = retention?.[when] ?? ''
    const policyAt = at.child('persistentVolumeClaimRetentionPolicy', when)
    if (retention && !RETENTION_POLICIES.includes(policy))
      errors.push(notSupported(policyAt, policy, RETENTION_POLICIES))
  }
  if (checks.isNew)
    for (const [i, { spec: claim }] of (spec.volumeClaimTemplates ?? []).entries())
      errors.push(...validateClaimTemplate({ spec: claim ?? {} }, at.child('volumeClaimTemplates').index(i)))
  errors.push(...validateNonnegativeField(spec.replicas ?? 0, at.child('replicas')))
  errors.push(...validateNonnegativeField(spec.minReadySeconds ?? 0, at.child('minReadySeconds')))
  if (spec.ordinals) errors.push(...validateNonnegativeField(spec.ordinals.start ?? 0, at.child('ordinals.start')))
  if (checks.isNew && serviceName)
    errors.push(...isDNS1123Label(serviceName).map(fault => invalid(at.child('serviceName'), serviceName, fault)))
  return [...errors, ...validateSelectorAndTemplate(spec, at, checks.checkTemplate)]
}

function validateUpdateStrategy(strategy: StatefulSetUpdateStrategy, at: FieldPath): ErrorList {
  const { type, rollingUpdate } = strategy
  const internal = rollingUpdate && {
    Partition: rollingUpdate.partition ?? 0,
    MaxUnavailable: rollingUpdate.maxUnavailable ?? null,
  }
  switch (type) {
    case 'OnDelete':
      return rollingUpdate
        ? [invalid(at.child('rollingUpdate'), internal, "only allowed for updateStrategy 'RollingUpdate'")]
        : []
    case 'RollingUpdate':
      return rollingUpdate ? validateRollingUpdate(rollingUpdate, at.child('rollingUpdate')) : []
    default:
      return [invalid(at, { Type: type, RollingUpdate: internal ?? null }, "must be 'RollingUpdate' or 'OnDelete'")]
  }
}

function validateRollingUpdate(
  { partition, maxUnavailable }: { partition?: number; maxUnavailable?: IntOrString },
  at: FieldPath,
): ErrorList {
  const errors = validateNonnegativeField(partition ?? 0, at.child('partition'))
  if (maxUnavailable === undefined) return errors
  const unavailableAt = at.child('maxUnavailable')
  errors.push(...validatePositiveIntOrPercent(maxUnavailable, unavailableAt))
  if (intOrPercentValue(maxUnavailable) === 0) errors.push(invalid(unavailableAt, maxUnavailable, 'cannot be 0'))
  return [...errors, ...validateNotMoreThan100Percent(maxUnavailable, unavailableAt)]
}

function validateSelectorAndTemplate(spec: StatefulSetSpec, at: FieldPath, checkTemplate: boolean): ErrorList {
  const { selector, template } = spec
  const selectorAt = at.child('selector')
  const templateAt = at.child('template')
  const errors: ErrorList = selector ? validateLabelSelector(selector, selectorAt) : [required(selectorAt)]
  if (selector && isEmptyLabelSelector(selector))
    errors.push(invalid(selectorAt, {}, 'empty selector is invalid for statefulset'))
  const { labels } = template.metadata ?? {}
  const isSelected = selects(selector, labels)
  if (isSelected === undefined) errors.push(invalid(selectorAt, labelSelectorValue(selector!), ''))
  else {
    if (!isSelected) errors.push(notSelected(labels, templateAt))
    if (checkTemplate) errors.push(...validatePodTemplateSpec(withClaimVolumes(spec), templateAt))
  }
  return [...errors, ...validateRunsForever(template, 'StatefulSet', templateAt)]
}

/** The template with the volumes that its pods get from the claims, which take the place of those of the same name. */
function withClaimVolumes({ template, volumeClaimTemplates = [] }: StatefulSetSpec): PodTemplateSpec {
  if (volumeClaimTemplates.length === 0 || !template.spec) return template
  const names = volumeClaimTemplates.map(claim => claim.metadata.name ?? '')
  const own = (template.spec.volumes ?? []).filter(volume => !names.includes(volume.name))
  const claimed: Volume[] = [...new Set(names)].map(name => ({ name, persistentVolumeClaim: { claimName: name } }))
  return { ...template, spec: { ...template.spec, volumes: [...own, ...claimed] } }
}
