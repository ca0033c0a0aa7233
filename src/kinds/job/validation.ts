import type { Job, JobSpec } from '../../api/types.gen.ts'
import { validateLabelSelector } from '../../apimachinery/labels/selector.ts'
import {
  type ErrorList,
  type FieldPath,
  invalid,
  notSupported,
  path,
  required,
  tooLong,
} from '../../apimachinery/validation/field.ts'
import { isDNS1123Label, isDomainPrefixedPath } from '../../apimachinery/validation/names.ts'
import { validateNonnegativeField } from '../../apimachinery/validation/numbers.ts'
import { validatePodTemplateSpec } from '../pod-template.ts'
import { goSuccessPolicy } from './go-value.ts'
import { validatePodFailurePolicy } from './pod-failure-policy.ts'
import { validateGeneratedSelector, validateSelectsTemplate } from './selector.ts'
import { validateSuccessPolicy } from './success-policy.ts'

const MODES = ['NonIndexed', 'Indexed']
const REPLACEMENT_POLICIES = ['Failed', 'TerminatingOrFailed']
const MAX_MANAGED_BY_LENGTH = 63
const MAX_INDEXED_PARALLELISM = 100_000
const MANY_COMPLETIONS = 100_000
const MAX_WITH_MANY_COMPLETIONS = 10_000
const COUNTS = [
  ...(['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit'] as const),
  ...(['ttlSecondsAfterFinished', 'backoffLimitPerIndex'] as const),
] as const

/** A job, all but its metadata (ValidateJob). */
export function validateJob(job: Job): ErrorList {
  const spec = job.spec!
  return [...validateGeneratedSelector(job), ...validateSelectedSpec(spec, path('spec')), ...validateHostnames(job)]
}

/** The spec of a job that exists: as validateJobSpec, with the selector that it has by then (ValidateJobSpec). */
export function validateSelectedSpec(spec: JobSpec, at: FieldPath): ErrorList {
  const { selector, template } = spec
  return [
    ...validateJobSpec(spec, at),
    ...(selector ? validateLabelSelector(selector, at.child('selector')) : [required(at.child('selector'))]),
    ...validateSelectsTemplate(selector, template.metadata?.labels, at),
  ]
}

/** The pods of an Indexed job are called by their index. */
function validateHostnames({ metadata, spec }: Job): ErrorList {
  if (spec?.completionMode !== 'Indexed' || !spec.completions || spec.completions < 1) return []
  const last = `${metadata.name}-${spec.completions - 1}`
  if (isDNS1123Label(last).length === 0) return []
  return [invalid('metadata.name', metadata.name, `will not able to create pod with invalid DNS label: ${last}`)]
}

/** A job's spec or a job template's, but for the selector (validateJobSpec). */
export function validateJobSpec(spec: JobSpec, at: FieldPath): ErrorList {
  const errors = COUNTS.flatMap(field =>
    spec[field] === undefined ? [] : validateNonnegativeField(spec[field], at.child(field)),
  )
  if (spec.maxFailedIndexes !== undefined) {
    errors.push(...validateNonnegativeField(spec.maxFailedIndexes, at.child('maxFailedIndexes')))
    if (spec.backoffLimitPerIndex === undefined)
      errors.push(required(at.child('backoffLimitPerIndex'), 'when maxFailedIndexes is specified'))
  }
  if (spec.managedBy !== undefined) {
    errors.push(...isDomainPrefixedPath(at.child('managedBy'), spec.managedBy))
    if (spec.managedBy.length > MAX_MANAGED_BY_LENGTH)
      errors.push(tooLong(at.child('managedBy'), MAX_MANAGED_BY_LENGTH))
  }
  return [
    ...errors,
    ...validateCompletionMode(spec, at),
    ...validatePolicies(spec, at),
    ...validatePodTemplateSpec(spec.template, at.child('template')),
    ...validateRestartPolicy(spec, at.child('template', 'spec', 'restartPolicy')),
  ]
}

function validateCompletionMode(spec: JobSpec, at: FieldPath): ErrorList {
  const { completionMode: mode, backoffLimitPerIndex, maxFailedIndexes } = spec
  if (mode === 'Indexed') return validateIndexed(spec, at)
  if (mode !== undefined && mode !== 'NonIndexed')
    return [notSupported(at.child('completionMode'), mode, MODES, 'given')]
  const errors: ErrorList = []
  const rule = 'requires indexed completion mode'
  if (backoffLimitPerIndex !== undefined)
    errors.push(invalid(at.child('backoffLimitPerIndex'), backoffLimitPerIndex, rule))
  if (maxFailedIndexes !== undefined) errors.push(invalid(at.child('maxFailedIndexes'), maxFailedIndexes, rule))
  return errors
}

function validateIndexed(spec: JobSpec, at: FieldPath): ErrorList {
  const { completions, parallelism = 0, maxFailedIndexes, backoffLimitPerIndex } = spec
  const errors: ErrorList = []
  const refuse = (field: 'parallelism' | 'maxFailedIndexes', rule: string): void => {
    errors.push(invalid(at.child(field), spec[field], rule))
  }
  const atMost = (n: number) => `must be less than or equal to ${n}`
  if (completions === undefined) errors.push(required(at.child('completions'), 'when completion mode is Indexed'))
  if (parallelism > MAX_INDEXED_PARALLELISM)
    refuse('parallelism', `${atMost(MAX_INDEXED_PARALLELISM)} when completion mode is Indexed`)
  if (completions !== undefined && (maxFailedIndexes ?? 0) > completions)
    refuse('maxFailedIndexes', 'must be less than or equal to completions')
  if ((maxFailedIndexes ?? 0) > MAX_INDEXED_PARALLELISM) refuse('maxFailedIndexes', atMost(MAX_INDEXED_PARALLELISM))
  if ((completions ?? 0) <= MANY_COMPLETIONS || backoffLimitPerIndex === undefined) return errors
  const when = `when completions are above ${MANY_COMPLETIONS} and used with backoff limit per index`
  if (maxFailedIndexes === undefined)
    errors.push(
      required(at.child('maxFailedIndexes'), `must be specified when completions is above ${MANY_COMPLETIONS}`),
    )
  if (parallelism > MAX_WITH_MANY_COMPLETIONS) refuse('parallelism', `${atMost(MAX_WITH_MANY_COMPLETIONS)} ${when}`)
  if ((maxFailedIndexes ?? 0) > MAX_WITH_MANY_COMPLETIONS)
    refuse('maxFailedIndexes', `${atMost(MAX_WITH_MANY_COMPLETIONS)} ${when}`)
  return errors
}

function validatePolicies(spec: JobSpec, at: FieldPath): ErrorList {
  const { podFailurePolicy, successPolicy, podReplacementPolicy: replacement } = spec
  const errors = podFailurePolicy ? validatePodFailurePolicy(spec, at.child('podFailurePolicy')) : []
  if (successPolicy) {
    const here = at.child('successPolicy')
    if (spec.completionMode === 'Indexed') errors.push(...validateSuccessPolicy(spec, here))
    else errors.push(invalid(here, goSuccessPolicy(successPolicy), 'requires indexed completion mode'))
  }
  const allowed = podFailurePolicy ? ['Failed'] : REPLACEMENT_POLICIES
  if (replacement !== undefined && !allowed.includes(replacement))
    errors.push(notSupported(at.child('podReplacementPolicy'), replacement, allowed))
  return errors
}

/** Nobody restarts forever what is to end. */
function validateRestartPolicy({ template, podFailurePolicy }: JobSpec, at: FieldPath): ErrorList {
  const policy = template.spec?.restartPolicy ?? ''
  if (policy === '' || policy === 'Always') return [required(at, 'valid values: "OnFailure", "Never"')]
  if (policy !== 'OnFailure' && policy !== 'Never') return [notSupported(at, policy, ['OnFailure', 'Never'], 'given')]
  if (!podFailurePolicy || policy === 'Never') return []
  return [invalid(at, policy, 'only "Never" is supported when podFailurePolicy is specified')]
}
