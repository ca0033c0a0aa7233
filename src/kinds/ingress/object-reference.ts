import { type ErrorList, type FieldPath, invalid, required } from '../../apimachinery/validation/field.ts'
import { isDNS1123Subdomain, isPathSegmentName } from '../../apimachinery/validation/names.ts'

/** A reference to an object of any kind. */
export interface AnyReference {
  apiGroup?: string
  kind: string
  name: string
}

/** The errors of a reference to a backend or to an ingress class' parameters (validateIngressTypedLocalObjectReference). */
export function validateObjectReference({ apiGroup, kind, name }: AnyReference, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  if (apiGroup !== undefined)
    for (const fault of isDNS1123Subdomain(apiGroup)) errors.push(invalid(at.child('apiGroup'), apiGroup, fault))
  for (const [field, value] of Object.entries({ kind, name })) {
    if (!value) errors.push(required(at.child(field), `${field} is required`))
    else for (const fault of isPathSegmentName(value)) errors.push(invalid(at.child(field), value, fault))
  }
  return errors
}
