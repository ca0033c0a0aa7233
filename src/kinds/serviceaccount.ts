import type { ServiceAccount } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { kind } from './kind.ts'
import { ENFORCE_MOUNTABLE_SECRETS } from './serviceaccount/annotations.ts'

/** ServiceAccounts. */
export const serviceAccount = kind<ServiceAccount>({
  group: '',
  version: 'v1',
  kind: 'ServiceAccount',
  resource: 'serviceaccounts',
  namespaced: true,
  storagePrefix: 'serviceaccounts',
  validateName: nameIsDNSSubdomain,
  setDefaults(account) {
    if (account.secrets?.length === 0) delete account.secrets
    if (account.imagePullSecrets?.length === 0) delete account.imagePullSecrets
  },
  prepareForCreate: keepNamesOfSecrets,
  prepareForUpdate: keepNamesOfSecrets,
  validate: () => [],
  validateUpdate: () => [],
  warnings(account, old) {
    const isNew = hasEnforcement(account) && !(old && hasEnforcement(old))
    const advice = 'deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets'
    return isNew ? [`metadata.annotations[${ENFORCE_MOUNTABLE_SECRETS}]: ${advice}`] : []
  },
  row: (account, now) => [
    account.metadata.name ?? '',
    translateTimestampSince(account.metadata.creationTimestamp, now),
  ],
})

/** A secret is in the account's own namespace: nothing but its name says which. */
function keepNamesOfSecrets(account: ServiceAccount): void {
  if (account.secrets) account.secrets = account.secrets.map(({ name }) => (name ? { name } : {}))
}

function hasEnforcement(account: ServiceAccount): boolean {
  return Object.hasOwn(account.metadata.annotations ?? {}, ENFORCE_MOUNTABLE_SECRETS)
}
