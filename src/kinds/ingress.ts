import type { Ingress } from '../api/types.gen.ts'
import { type ErrorList, invalid, path } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { bumpGeneration, startGeneration } from './generation.ts'
import { CLASS_ANNOTATION } from './ingress/class-annotation.ts'
import { ingressRow } from './ingress/row.ts'
import { validateIngressStatus } from './ingress/status.ts'
import { storedLeniencies, strict, validateIngressSpec } from './ingress/validation.ts'
import { kind } from './kind.ts'

/** Ingresses: which hosts and paths lead to which services. */
export const ingress = kind<Ingress>({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'Ingress',
  resource: 'ingresses',
  namespaced: true,
  storagePrefix: 'ingress',
  validateName: nameIsDNSSubdomain,
  prepareForCreate(ingress) {
    startGeneration(ingress)
    ingress.status = { loadBalancer: {} }
  },
  prepareForUpdate(ingress, old) {
    ingress.status = old.status
    bumpGeneration(ingress, old)
  },
  validate: ingress => [...validateIngressSpec(ingress.spec ?? {}, strict), ...validateClassAnnotation(ingress)],
  validateUpdate: (ingress, old) => validateIngressSpec(ingress.spec ?? {}, storedLeniencies(old.spec ?? {})),
  warnings(ingress, old) {
    if (old || ingress.spec?.ingressClassName !== undefined || classAnnotation(ingress) === undefined) return []
    return [`annotation "${CLASS_ANNOTATION}" is deprecated, please use 'spec.ingressClassName' instead`]
  },
  status: {
    prepareForUpdate(ingress, old) {
      ingress.spec = old.spec
      ingress.status = { ...ingress.status, loadBalancer: ingress.status?.loadBalancer ?? {} }
    },
    validateUpdate: validateIngressStatus,
  },
  unknownFieldError: 'known',
  row: ingressRow,
})

function classAnnotation({ metadata }: Ingress): string | undefined {
  return metadata.annotations?.[CLASS_ANNOTATION]
}

function validateClassAnnotation(ingress: Ingress): ErrorList {
  const annotation = classAnnotation(ingress)
  const name = ingress.spec?.ingressClassName
  if (annotation === undefined || name === undefined || annotation === name) return []
  const at = path('annotations').child(CLASS_ANNOTATION)
  return [invalid(at, annotation, 'must match `ingressClassName` when both are specified')]
}
