import type { Lease } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { type ErrorList, forbidden, invalid, path } from '../apimachinery/validation/field.ts'
import { isQualifiedName, nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { kind } from './kind.ts'

/** Leases: who leads, which nodes are alive. */
export const lease = kind<Lease>({
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  resource: 'leases',
  namespaced: true,
  allowUnconditionalUpdate: false,
  storagePrefix: 'leases',
  validateName: nameIsDNSSubdomain,
  validate: validateLease,
  validateUpdate: validateLease,
  unknownFieldError: 'known',
  allowCreateOnUpdate: true,
  row: (lease, now) => [
    lease.metadata.name ?? '',
    lease.spec?.holderIdentity ?? '',
    translateTimestampSince(lease.metadata.creationTimestamp, now),
  ],
})

/** The errors of a lease's spec (ValidateLeaseSpec). */
function validateLease({ spec }: Lease): ErrorList {
  const errors: ErrorList = []
  const at = path('spec')
  const { leaseDurationSeconds, leaseTransitions, strategy, preferredHolder } = spec ?? {}
  if (leaseDurationSeconds !== undefined && leaseDurationSeconds <= 0)
    errors.push(invalid(at.child('leaseDurationSeconds'), leaseDurationSeconds, 'must be greater than 0'))
  if (leaseTransitions !== undefined && leaseTransitions < 0)
    errors.push(invalid(at.child('leaseTransitions'), leaseTransitions, 'must be greater than or equal to 0'))
  if (strategy)
    for (const message of isQualifiedName(strategy)) errors.push(invalid(at.child('strategy'), strategy, message))
  if (preferredHolder && !strategy)
    errors.push(forbidden(at.child('preferredHolder'), 'may only be specified when `strategy` is defined'))
  return errors
}
