import type { Secret } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { equal } from '../apimachinery/equality.ts'
import { type ErrorList, invalid, path, tooLong } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { dataSize, immutable, MAX_DATA_SIZE, normalizeBytes, sortedKeys, validateKey } from './configmap/data.ts'
import { kind } from './kind.ts'
import { validateSecretType } from './secret/types.ts'

/** Secrets. */
export const secret = kind<Secret>({
  group: '',
  version: 'v1',
  kind: 'Secret',
  resource: 'secrets',
  namespaced: true,
  storagePrefix: 'secrets',
  validateName: nameIsDNSSubdomain,
  setDefaults(secret) {
    secret.type ||= 'Opaque'
    if (secret.data) secret.data = normalizeBytes(secret.data)
    foldStringData(secret)
  },
  validate,
  validateUpdate(secret, old) {
    const errors: ErrorList = []
    if (secret.type !== old.type) errors.push(invalid(path('type'), secret.type, 'field is immutable'))
    if (old.immutable) {
      if (!secret.immutable) errors.push(immutable(path('immutable')))
      if (!equal(secret.data, old.data)) errors.push(immutable(path('data')))
    }
    return [...errors, ...validate(secret)]
  },
  fields: { type: secret => secret.type ?? '' },
  unknownFieldError: 'label',
  row: (secret, now) => [
    secret.metadata.name ?? '',
    secret.type ?? '',
    Object.keys(secret.data ?? {}).length,
    translateTimestampSince(secret.metadata.creationTimestamp, now),
  ],
})

/** Clients may give values as text; it goes over into `data`, whose values of the same key it replaces, and is never read back. */
function foldStringData(secret: Secret): void {
  const text = secret.stringData
  if (text === undefined) return
  delete secret.stringData
  const entries = Object.entries(text ?? {})
  if (entries.length === 0) return
  const encoded = entries.map(([key, value]) => [key, Buffer.from(value ?? '').toString('base64')] as const)
  secret.data = Object.fromEntries([...Object.entries(secret.data ?? {}), ...encoded])
}

function validate(secret: Secret): ErrorList {
  const errors = sortedKeys(secret.data).flatMap(key => validateKey(key, path('data')))
  if (dataSize(secret.data, 'base64') > MAX_DATA_SIZE) errors.push(tooLong(path('data'), MAX_DATA_SIZE))
  return [...errors, ...validateSecretType(secret)]
}
