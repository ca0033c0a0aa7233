import type { PodDisruptionBudget, PodDisruptionBudgetSpec, PodDisruptionBudgetStatus } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { equal } from '../apimachinery/equality.ts'
import { validateNotMoreThan100Percent, validatePositiveIntOrPercent } from '../apimachinery/intstr.ts'
import { validateLabelSelector } from '../apimachinery/labels/label-selector.ts'
import { type ErrorList, invalid, notSupported, path } from '../apimachinery/validation/field.ts'
import { pathSegmentName } from '../apimachinery/validation/names.ts'
import { validateNonnegativeField } from '../apimachinery/validation/numbers.ts'
import { nextGeneration, startGeneration } from './generation.ts'
import { kind } from './kind.ts'

const EVICTION_POLICIES = ['AlwaysAllow', 'IfHealthyBudget']
const COUNTERS = ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'] as const

/** The status of a budget that nobody has looked at: the numbers that are always written. */
const NO_STATUS: Readonly<PodDisruptionBudgetStatus> = {
  currentHealthy: 0,
  desiredHealthy: 0,
  disruptionsAllowed: 0,
  expectedPods: 0,
}

/** PodDisruptionBudgets. */
export const podDisruptionBudget = kind<PodDisruptionBudget>({
  group: 'policy',
  version: 'v1',
  kind: 'PodDisruptionBudget',
  resource: 'poddisruptionbudgets',
  namespaced: true,
  allowUnconditionalUpdate: false,
  storagePrefix: 'poddisruptionbudgets',
  validateName: pathSegmentName,
  setDefaults(budget) {
    budget.spec ??= {}
    budget.status = { ...NO_STATUS, ...budget.status }
  },
  prepareForCreate(budget) {
    budget.status = { ...NO_STATUS }
    startGeneration(budget)
  },
  prepareForUpdate(budget, old) {
    budget.status = old.status ?? { ...NO_STATUS }
    if (!sameSpec(budget.spec, old.spec)) nextGeneration(budget, old)
  },
  validate: budget => validateSpec(budget.spec ?? {}),
  validateUpdate: budget => validateSpec(budget.spec ?? {}),
  status: {
    prepareForUpdate(budget, old) {
      budget.spec = old.spec ?? {}
    },
    validateUpdate: ({ status }) =>
      COUNTERS.flatMap(counter => validateNonnegativeField(status?.[counter] ?? 0, path('status', counter))),
  },
  row: (budget, now) => [
    budget.metadata.name ?? '',
    String(budget.spec?.minAvailable ?? 'N/A'),
    String(budget.spec?.maxUnavailable ?? 'N/A'),
    budget.status?.disruptionsAllowed ?? 0,
    translateTimestampSince(budget.metadata.creationTimestamp, now),
  ],
})

/** An empty selector takes every pod, none takes no pod: there it makes a difference. */
function sameSpec(spec: PodDisruptionBudgetSpec | undefined, old: PodDisruptionBudgetSpec | undefined): boolean {
  return equal(spec, old) && !spec?.selector === !old?.selector
}

/** What is wrong with the spec of a budget (ValidatePodDisruptionBudgetSpec). */
function validateSpec(spec: PodDisruptionBudgetSpec): ErrorList {
  const at = path('spec')
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy: policy } = spec
  const errors: ErrorList = []
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    const internal = {
      MinAvailable: minAvailable,
      Selector: selector ?? null,
      MaxUnavailable: maxUnavailable,
      UnhealthyPodEvictionPolicy: policy ?? null,
    }
    errors.push(invalid(at, internal, 'minAvailable and maxUnavailable cannot be both set'))
  }
  for (const limit of ['minAvailable', 'maxUnavailable'] as const) {
    const value = spec[limit]
    if (value === undefined) continue
    errors.push(...validatePositiveIntOrPercent(value, at.child(limit)))
    errors.push(...validateNotMoreThan100Percent(value, at.child(limit)))
  }
  if (policy !== undefined && !EVICTION_POLICIES.includes(policy))
    errors.push(notSupported(at.child('unhealthyPodEvictionPolicy'), policy, EVICTION_POLICIES))
  return [...errors, ...validateLabelSelector(selector, at.child('selector'))]
}
