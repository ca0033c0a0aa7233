import type { Secret } from '../../api/types.gen.ts'
import { type ErrorList, invalid, path, required } from '../../apimachinery/validation/field.ts'
import { jsonObjectError } from './json-object.ts'

const SERVICE_ACCOUNT_NAME = 'kubernetes.io/service-account.name'

/** What a Secret of its type must hold (ValidateSecret of Kubernetes' core validation). */
export function validateSecretType(secret: Secret): ErrorList {
  switch (secret.type) {
    case 'kubernetes.io/service-account-token':
      return secret.metadata.annotations?.[SERVICE_ACCOUNT_NAME]
        ? []
        : [required(path('metadata', 'annotations').key(SERVICE_ACCOUNT_NAME))]
    case 'kubernetes.io/dockercfg':
      return dockerConfig(secret, '.dockercfg')
    case 'kubernetes.io/dockerconfigjson':
      return dockerConfig(secret, '.dockerconfigjson')
    case 'kubernetes.io/basic-auth':
      return has(secret, 'username') || has(secret, 'password') ? [] : missing('username', 'password')
    case 'kubernetes.io/ssh-auth':
      return secret.data?.['ssh-privatekey'] ? [] : missing('ssh-privatekey')
    case 'kubernetes.io/tls':
      return missing(...['tls.crt', 'tls.key'].filter(key => !has(secret, key)))
    default:
      return []
  }
}

function has(secret: Secret, key: string): boolean {
  return secret.data !== undefined && Object.hasOwn(secret.data, key)
}

function missing(...keys: string[]): ErrorList {
  return keys.map(key => required(path('data').key(key)))
}

function dockerConfig(secret: Secret, key: string): ErrorList {
  if (!has(secret, key)) return missing(key)
  const error = jsonObjectError(Buffer.from(secret.data![key]!, 'base64').toString())
  return error === undefined ? [] : [invalid(path('data').key(key), '<secret contents redacted>', error)]
}
