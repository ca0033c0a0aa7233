import type {
  Affinity,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
} from '../../../api/types.gen.ts'
import { validateLabelSelector } from '../../../apimachinery/labels/selector.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  invalidFor,
  required,
} from '../../../apimachinery/validation/field.ts'
import { validateLabelName } from '../../../apimachinery/validation/labels.ts'
import { isDNS1123Label, isDNS1123Subdomain, isValidLabelValue } from '../../../apimachinery/validation/names.ts'
import { validateMatchLabelKeys } from './match-label-keys.ts'

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution'

/** The errors of an affinity (validateAffinity). */
export function validateAffinity(affinity: Affinity | undefined, at: FieldPath): ErrorList {
  if (!affinity) return []
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity
  const nodeAt = at.child('nodeAffinity')
  const required = nodeAffinity?.[REQUIRED]
  return [
    ...(required ? validateNodeSelector(required, nodeAt.child(REQUIRED)) : []),
    ...(nodeAffinity?.[PREFERRED] ?? []).flatMap((term, i) => {
      const here = nodeAt.child(PREFERRED).index(i)
      // Values may be anything where they only count for a node's score.
      return [
        ...validateWeight(term.weight, here),
        ...validateNodeSelectorTerm(term.preference ?? {}, here.child('preference'), 'any value'),
      ]
    }),
    ...validatePodAffinity(podAffinity, at.child('podAffinity')),
    ...validatePodAffinity(podAntiAffinity, at.child('podAntiAffinity')),
  ]
}

function validateWeight(weight: number | undefined, at: FieldPath): ErrorList {
  if (weight !== undefined && weight >= 1 && weight <= 100) return []
  return [invalid(at.child('weight'), weight ?? 0, 'must be in the range 1-100')]
}

/** A selector of nodes, as in node affinity and in a PersistentVolume. */
export function validateNodeSelector(selector: NodeSelector, at: FieldPath): ErrorList {
  const terms = selector.nodeSelectorTerms ?? []
  const here = at.child('nodeSelectorTerms')
  if (terms.length === 0) return [required(here, 'must have at least one node selector term')]
  return terms.flatMap((term, i) => validateNodeSelectorTerm(term, here.index(i), 'label values'))
}

function validateNodeSelectorTerm(
  term: NodeSelectorTerm,
  at: FieldPath,
  values: 'label values' | 'any value',
): ErrorList {
  return [
    ...(term.matchExpressions ?? []).flatMap((requirement, i) =>
      validateRequirement(requirement, at.child('matchExpressions').index(i), values),
    ),
    ...(term.matchFields ?? []).flatMap((requirement, i) =>
      validateFieldRequirement(requirement, at.child('matchFields').index(i)),
    ),
  ]
}

function validateRequirement(
  requirement: NodeSelectorRequirement,
  at: FieldPath,
  allowed: 'label values' | 'any value',
): ErrorList {
  const { key = '', operator = '', values = [] } = requirement
  const here = at.child('values')
  const errors: ErrorList = []
  if (operator === 'In' || operator === 'NotIn') {
    if (!values.length) errors.push(required(here, "must be specified when `operator` is 'In' or 'NotIn'"))
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length)
      errors.push(forbidden(here, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"))
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1)
      errors.push(required(here, "must be specified single value when `operator` is 'Lt' or 'Gt'"))
  } else errors.push(invalid(at.child('operator'), operator, 'not a valid selector operator'))
  errors.push(...validateLabelName(key, at.child('key')))
  if (allowed === 'label values') {
    values.forEach((value, i) => {
      errors.push(...invalidFor(here.index(i), value, isValidLabelValue(value)))
    })
  }
  return errors
}

function validateFieldRequirement(requirement: NodeSelectorRequirement, at: FieldPath): ErrorList {
  const { key = '', operator = '', values = [] } = requirement
  const errors: ErrorList = []
  if (operator !== 'In' && operator !== 'NotIn') {
    errors.push(invalid(at.child('operator'), operator, 'not a valid selector operator'))
  } else if (values.length !== 1) {
    const rule = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"
    errors.push(required(at.child('values'), rule))
  }
  if (key !== 'metadata.name') return [...errors, invalid(at.child('key'), key, 'not a valid field selector key')]
  return [
    ...errors,
    ...values.flatMap((value, i) => invalidFor(at.child('values').index(i), value, isDNS1123Subdomain(value))),
  ]
}

function validatePodAffinity(affinity: PodAffinity | undefined, at: FieldPath): ErrorList {
  return [
    ...(affinity?.[REQUIRED] ?? []).flatMap((term, i) => validatePodAffinityTerm(term, at.child(REQUIRED).index(i))),
    ...(affinity?.[PREFERRED] ?? []).flatMap((term, i) => {
      const here = at.child(PREFERRED).index(i)
      return [
        ...validateWeight(term.weight, here),
        ...validatePodAffinityTerm(term.podAffinityTerm ?? {}, here.child('podAffinityTerm')),
      ]
    }),
  ]
}

function validatePodAffinityTerm(term: Partial<PodAffinityTerm>, at: FieldPath): ErrorList {
  const key = term.topologyKey ?? ''
  const here = at.child('topologyKey')
  return [
    ...validateLabelSelector(term.labelSelector, at.child('labelSelector')),
    ...validateLabelSelector(term.namespaceSelector, at.child('namespaceSelector')),
    ...(term.namespaces ?? []).flatMap(name => invalidFor(at.child('namespace'), name, isDNS1123Label(name))),
    ...validateMatchLabelKeys(at, term.matchLabelKeys, term.mismatchLabelKeys, term.labelSelector),
    ...(key ? [] : [required(here, 'can not be empty')]),
    ...validateLabelName(key, here),
  ]
}
