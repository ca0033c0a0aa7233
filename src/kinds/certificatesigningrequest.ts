import type { CertificateSigningRequest } from '../api/types.gen.ts'
import { humanDuration, translateTimestampSince } from '../apimachinery/duration.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { setConditionTimes } from './certificatesigningrequest/conditions.ts'
import { validateConditions, validateKeptConditions, validateRequest } from './certificatesigningrequest/validation.ts'
import { kind } from './kind.ts'

/** Requests for certificates. They say who asks; approving and signing them are endpoints of their own. */
export const certificateSigningRequest = kind<CertificateSigningRequest>({
  group: 'certificates.k8s.io',
  version: 'v1',
  kind: 'CertificateSigningRequest',
  resource: 'certificatesigningrequests',
  namespaced: false,
  storagePrefix: 'certificatesigningrequests',
  validateName: nameIsDNSSubdomain,
  prepareForCreate(request, { user }) {
    const { username: _, uid: __, groups: ___, extra: ____, ...spec } = request.spec
    request.spec = {
      ...spec,
      ...(user.extra ? { extra: user.extra as Record<string, string[]> } : {}),
      groups: [...user.groups],
      ...(user.uid ? { uid: user.uid } : {}),
      username: user.username,
    }
    request.status = {}
  },
  prepareForUpdate(request, old) {
    request.spec = old.spec
    request.status = old.status ?? {}
  },
  validate: validateRequest,
  validateUpdate: validateRequest,
  status: {
    prepareForUpdate(request, old, { clock }) {
      request.spec = old.spec
      const decided = (old.status?.conditions ?? []).filter(c => c.type === 'Approved' || c.type === 'Denied')
      const others = (request.status?.conditions ?? []).filter(c => c.type !== 'Approved' && c.type !== 'Denied')
      const conditions = setConditionTimes([...decided, ...others], old.status?.conditions ?? [], clock.now())
      request.status = { ...request.status, ...(conditions.length ? { conditions } : {}) }
    },
    validateUpdate: (request, old) => [...validateConditions(request), ...validateKeptConditions(request, old)],
  },
  parts: {
    approval: {
      prepareForUpdate(request, old, { clock }) {
        request.spec = old.spec
        const before = old.status?.conditions ?? []
        const conditions = setConditionTimes(request.status?.conditions ?? [], before, clock.now())
        const { conditions: _, ...kept } = old.status ?? {}
        request.status = { ...kept, ...(conditions.length ? { conditions } : {}) }
      },
      validateUpdate: (request, old) => [...validateConditions(request), ...validateKeptConditions(request, old)],
    },
  },
  fields: { 'spec.signerName': request => request.spec.signerName ?? '' },
  unknownFieldError: 'label',
  row: ({ metadata, spec, status }, now) => [
    metadata.name ?? '',
    translateTimestampSince(metadata.creationTimestamp, now),
    spec.signerName || '<none>',
    spec.username ?? '',
    spec.expirationSeconds === undefined ? '<none>' : humanDuration(spec.expirationSeconds * 1000),
    stateText(status),
  ],
})

function stateText({ conditions = [], certificate }: NonNullable<CertificateSigningRequest['status']> = {}): string {
  const has = (type: string) => conditions.some(c => c.type === type)
  const decision = has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending'
  return `${decision}${has('Failed') ? ',Failed' : ''}${certificate ? ',Issued' : ''}`
}
