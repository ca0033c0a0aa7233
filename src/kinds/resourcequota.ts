import type { ResourceQuota } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { type ErrorList, invalid, path } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { kind } from './kind.ts'
import { validateQuotaAmounts } from './resourcequota/resource-names.ts'
import { validateScopeSelector, validateScopes } from './resourcequota/scopes.ts'

/** ResourceQuotas. */
export const resourceQuota = kind<ResourceQuota>({
  group: '',
  version: 'v1',
  kind: 'ResourceQuota',
  resource: 'resourcequotas',
  namespaced: true,
  storagePrefix: 'resourcequotas',
  validateName: nameIsDNSSubdomain,
  setDefaults(quota) {
    quota.spec ??= {}
    quota.status ??= {}
  },
  prepareForCreate(quota) {
    quota.status = {}
  },
  prepareForUpdate(quota, old) {
    quota.status = old.status ?? {}
  },
  validate,
  validateUpdate(quota, old) {
    const scopes = new Set(quota.spec?.scopes)
    const before = new Set(old.spec?.scopes)
    const same = scopes.size === before.size && [...scopes].every(scope => before.has(scope))
    const errors = validate(quota)
    return same
      ? errors
      : [...errors, invalid(path('spec', 'scopes'), quota.spec?.scopes ?? null, 'field is immutable')]
  },
  status: {
    prepareForUpdate(quota, old) {
      quota.spec = old.spec ?? {}
    },
    validateUpdate: ({ status }) => [
      ...validateQuotaAmounts(status?.hard, path('status', 'hard')),
      ...validateQuotaAmounts(status?.used, path('status', 'used')),
    ],
  },
  row: (quota, now) => [
    quota.metadata.name ?? '',
    usageText(quota, false),
    usageText(quota, true),
    translateTimestampSince(quota.metadata.creationTimestamp, now),
  ],
})

function validate({ spec = {} }: ResourceQuota): ErrorList {
  const at = path('spec')
  return [
    ...validateQuotaAmounts(spec.hard, at.child('hard')),
    ...validateScopes(spec, at.child('scopes')),
    ...validateScopeSelector(spec, at.child('scopeSelector')),
  ]
}

/** The cell of what is used of the limits on limits, or of all others. */
function usageText({ status }: ResourceQuota, ofLimits: boolean): string {
  const { hard = {}, used = {} } = status ?? {}
  return Object.keys(hard)
    .filter(name => name.startsWith('limits.') === ofLimits)
    .sort()
    .map(name => `${name}: ${used[name] ?? '0'}/${hard[name]}`)
    .join(', ')
}
