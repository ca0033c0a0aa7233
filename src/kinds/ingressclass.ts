import type { IngressClass, IngressClassParametersReference } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  notSupported,
  path,
  required,
  tooLong,
} from '../apimachinery/validation/field.ts'
import { validateImmutableField } from '../apimachinery/validation/immutable.ts'
import { isDomainPrefixedPath, nameIsDNSLabel, nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { bumpGeneration, startGeneration } from './generation.ts'
import { validateObjectReference } from './ingress/object-reference.ts'
import { kind } from './kind.ts'

const MAX_CONTROLLER = 250

/** Ingress classes: which controller is in charge of an ingress. */
export const ingressClass = kind<IngressClass>({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'IngressClass',
  resource: 'ingressclasses',
  namespaced: false,
  storagePrefix: 'ingressclasses',
  validateName: nameIsDNSSubdomain,
  setDefaults({ spec }) {
    if (spec?.parameters) spec.parameters.scope ??= 'Cluster'
  },
  prepareForCreate: startGeneration,
  prepareForUpdate: bumpGeneration,
  validate,
  validateUpdate: (ingressClass, old) => [
    ...validate(ingressClass),
    ...validateImmutableField(
      ingressClass.spec?.controller ?? '',
      old.spec?.controller ?? '',
      path('spec', 'controller'),
    ),
  ],
  unknownFieldError: 'known',
  row: ({ metadata, spec }, now) => [
    metadata.name ?? '',
    spec?.controller ?? '',
    spec?.parameters ? parametersText(spec.parameters) : '<none>',
    translateTimestampSince(metadata.creationTimestamp, now),
  ],
})

function parametersText({ kind, apiGroup, name }: IngressClassParametersReference): string {
  return `${kind}${apiGroup === undefined ? '' : `.${apiGroup}`}/${name}`
}

function validate({ spec = {} }: IngressClass): ErrorList {
  const at = path('spec')
  const { controller = '', parameters } = spec
  return [
    ...(controller.length > MAX_CONTROLLER ? [tooLong(at.child('controller'), MAX_CONTROLLER)] : []),
    ...isDomainPrefixedPath(at.child('controller'), controller),
    ...(parameters ? validateParameters(parameters, at.child('parameters')) : []),
  ]
}

function validateParameters(parameters: IngressClassParametersReference, at: FieldPath): ErrorList {
  const errors = validateObjectReference(parameters, at)
  const { scope, namespace } = parameters
  if (scope === undefined) return [...errors, required(at.child('scope'))]
  if (scope !== 'Cluster' && scope !== 'Namespace')
    return [...errors, notSupported(at.child('scope'), scope, ['Cluster', 'Namespace'])]
  const where = at.child('namespace')
  if (scope === 'Cluster')
    return namespace === undefined ? errors : [...errors, forbidden(where, "`parameters.scope` is set to 'Cluster'")]
  if (namespace === undefined) return [...errors, required(where, "`parameters.scope` is set to 'Namespace'")]
  return [...errors, ...nameIsDNSLabel(namespace, false).map(fault => invalid(where, namespace, fault))]
}
