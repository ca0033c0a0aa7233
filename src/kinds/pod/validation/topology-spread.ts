import type { TopologySpreadConstraint } from '../../../api/types.gen.ts'
import { validateLabelSelector } from '../../../apimachinery/labels/selector.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  invalid,
  notSupported,
  required,
} from '../../../apimachinery/validation/field.ts'
import { validatePositive } from './formats.ts'
import { validateMatchLabelKeys } from './match-label-keys.ts'

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway']

/** The errors of spec.topologySpreadConstraints (validateTopologySpreadConstraints). */
export function validateTopologySpreadConstraints(
  constraints: readonly TopologySpreadConstraint[] | undefined,
  at: FieldPath,
): ErrorList {
  return (constraints ?? []).flatMap((constraint, i) =>
    validateConstraint(constraint, constraints!.slice(i + 1), at.index(i)),
  )
}

function validateConstraint(
  constraint: TopologySpreadConstraint,
  later: readonly TopologySpreadConstraint[],
  at: FieldPath,
): ErrorList {
  const { topologyKey = '', whenUnsatisfiable: action = '', minDomains } = constraint
  const errors = validatePositive(constraint.maxSkew ?? 0, at.child('maxSkew'))
  if (!topologyKey) errors.push(required(at.child('topologyKey'), 'can not be empty'))
  if (!ACTIONS.includes(action)) errors.push(notSupported(at.child('whenUnsatisfiable'), action, ACTIONS))
  if (later.some(c => (c.topologyKey ?? '') === topologyKey && (c.whenUnsatisfiable ?? '') === action)) {
    errors.push(duplicate(at.child('{topologyKey, whenUnsatisfiable}'), `{${topologyKey}, ${action}}`))
  }
  if (minDomains !== undefined) {
    const here = at.child('minDomains')
    errors.push(...validatePositive(minDomains, here))
    if (action !== 'DoNotSchedule') {
      const rule = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`
      errors.push(invalid(here, minDomains, rule))
    }
  }
  for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
    const policy = constraint[field]
    if (policy !== undefined && policy !== 'Honor' && policy !== 'Ignore') {
      errors.push(notSupported(at.child(field), policy, ['Honor', 'Ignore']))
    }
  }
  errors.push(...validateMatchLabelKeys(at, constraint.matchLabelKeys, [], constraint.labelSelector))
  return [...errors, ...validateLabelSelector(constraint.labelSelector, at.child('labelSelector'))]
}
