import type { KubeObject } from '../../api/object.ts'
import type { MatchResources, ParamRef } from '../../api/types.gen.ts'
import { translateTimestampSince } from '../../apimachinery/duration.ts'
import { labelSelectorText, validateLabelSelector } from '../../apimachinery/labels/selector.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  notSupported,
  required,
} from '../../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../../apimachinery/validation/object-names.ts'
import { bumpGeneration, startGeneration } from '../generation.ts'
import { type Kind, kind } from '../kind.ts'
import { setMatchDefaults, validateMatchResources } from './policy.ts'

const NOT_FOUND_ACTIONS = ['Allow', 'Deny']

/** What the bindings of both kinds have in common. */
export interface BindingSpec {
  policyName?: string
  paramRef?: ParamRef
  matchResources?: MatchResources
}

/**
 * A kind of bindings: both are alike but for what they bind. `validate` gives the errors of a binding (validatePolicyBinding
 * and the kind's own).
 */
export function policyBinding<T extends KubeObject & { spec?: BindingSpec }>(
  names: { kind: string; resource: string },
  validate: (binding: T) => ErrorList,
): Kind {
  return kind<T>({
    ...names,
    group: 'admissionregistration.k8s.io',
    version: 'v1',
    namespaced: false,
    allowUnconditionalUpdate: false,
    storagePrefix: names.resource,
    validateName: nameIsDNSSubdomain,
    setDefaults({ spec }) {
      if (spec?.matchResources) setMatchDefaults(spec.matchResources)
    },
    prepareForCreate: startGeneration,
    prepareForUpdate: bumpGeneration,
    validate,
    validateUpdate: validate,
    unknownFieldError: 'known',
    row: ({ metadata, spec }, now) => [
      metadata.name ?? '',
      spec?.policyName ?? '',
      paramRefText(spec?.paramRef),
      translateTimestampSince(metadata.creationTimestamp, now),
    ],
  })
}

/** The errors that bindings of either kind can have. */
export function validatePolicyBinding({ policyName, paramRef, matchResources }: BindingSpec, at: FieldPath): ErrorList {
  return [
    ...(policyName ? [] : [required(at.child('policyName'))]),
    ...(paramRef ? validateParamRef(paramRef, at.child('paramRef')) : []),
    ...(matchResources ? validateMatchResources(matchResources, at.child('matchResources')) : []),
  ]
}

function validateParamRef({ name, selector, parameterNotFoundAction }: ParamRef, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  if (name && selector) {
    errors.push(forbidden(at.child('name'), 'name and selector are mutually exclusive'))
    errors.push(forbidden(at.child('selector'), 'name and selector are mutually exclusive'))
  } else if (!name && !selector) {
    errors.push(required(at.child('name'), 'one of name or selector must be specified'))
    errors.push(required(at.child('selector'), 'one of name or selector must be specified'))
  }
  errors.push(...validateLabelSelector(selector, at.child('selector')))
  if (!parameterNotFoundAction) errors.push(required(at.child('parameterNotFoundAction')))
  else if (!NOT_FOUND_ACTIONS.includes(parameterNotFoundAction))
    errors.push(notSupported(at.child('parameterNotFoundAction'), parameterNotFoundAction, NOT_FOUND_ACTIONS))
  return errors
}

/** Where a binding's parameters are, in its row. */
function paramRefText(paramRef: ParamRef | undefined): string {
  if (!paramRef) return '<unset>'
  if (paramRef.name) return `${paramRef.namespace || '*'}/${paramRef.name}`
  return paramRef.selector ? labelSelectorText(paramRef.selector) : '<unset>'
}
