import type { PodResourceClaim, PodSpec } from '../../../api/types.gen.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  invalidFor,
  required,
} from '../../../apimachinery/validation/field.ts'
import { isDNS1123Subdomain } from '../../../apimachinery/validation/names.ts'
import { goValue } from '../go-value.ts'
import { validateDNS1123Label } from './formats.ts'

/** The names under which containers may refer to the pod's claims. */
export function podClaimNames(spec: PodSpec): ReadonlySet<string> {
  return new Set((spec.resourceClaims ?? []).map(c => c.name).filter(Boolean))
}

/** spec.resourceClaims; `isMirror` for pods that only show a static one. */
export function validateResourceClaims(
  claims: readonly PodResourceClaim[] | undefined,
  isMirror: boolean,
  at: FieldPath,
): ErrorList {
  const seen = new Set<string>()
  return (claims ?? []).flatMap((claim, i) =>
    isMirror ? [forbidden('', 'static pods do not support resource claims')] : validateClaim(claim, seen, at.index(i)),
  )
}

function validateClaim(claim: PodResourceClaim, seen: Set<string>, at: FieldPath): ErrorList {
  const { name, resourceClaimName, resourceClaimTemplateName } = claim
  const errors: ErrorList = []
  if (!name) errors.push(required(at.child('name')))
  else if (seen.has(name)) errors.push(duplicate(at.child('name'), name))
  else {
    errors.push(...validateDNS1123Label(name, at.child('name')))
    seen.add(name)
  }
  const fields = ['`resourceClaimName`', '`resourceClaimTemplateName`']
  const value = goValue('PodResourceClaim', claim)
  if (resourceClaimName !== undefined && resourceClaimTemplateName !== undefined) {
    errors.push(invalid(at, value, `at most one of ${fields.join(' or ')} may be specified`))
  }
  if (resourceClaimName === undefined && resourceClaimTemplateName === undefined) {
    errors.push(invalid(at, value, `must specify one of: ${fields.join(', ')}`))
  }
  for (const field of ['resourceClaimName', 'resourceClaimTemplateName'] as const) {
    const reference = claim[field]
    if (reference !== undefined) errors.push(...invalidFor(at.child(field), reference, isDNS1123Subdomain(reference)))
  }
  return errors
}
