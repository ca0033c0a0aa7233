import type { ConfigMap } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { equal } from '../apimachinery/equality.ts'
import { type ErrorList, invalid, path, tooLong } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import {
  dataSize,
  immutable,
  MAX_DATA_SIZE,
  normalizeBytes,
  normalizeText,
  sortedKeys,
  validateKey,
} from './configmap/data.ts'
import { kind } from './kind.ts'

/** ConfigMaps. */
export const configMap = kind<ConfigMap>({
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  resource: 'configmaps',
  namespaced: true,
  storagePrefix: 'configmaps',
  validateName: nameIsDNSSubdomain,
  setDefaults(configMap) {
    if (configMap.data) configMap.data = normalizeText(configMap.data)
    if (configMap.binaryData) configMap.binaryData = normalizeBytes(configMap.binaryData)
  },
  validate,
  validateUpdate(configMap, old) {
    const errors: ErrorList = []
    if (old.immutable) {
      if (!configMap.immutable) errors.push(immutable(path('immutable')))
      if (!equal(configMap.data, old.data)) errors.push(immutable(path('data')))
      if (!equal(configMap.binaryData, old.binaryData)) errors.push(immutable(path('binaryData')))
    }
    return [...errors, ...validate(configMap)]
  },
  row: (configMap, now) => [
    configMap.metadata.name ?? '',
    Object.keys(configMap.data ?? {}).length + Object.keys(configMap.binaryData ?? {}).length,
    translateTimestampSince(configMap.metadata.creationTimestamp, now),
  ],
})

function validate(configMap: ConfigMap): ErrorList {
  const { data, binaryData } = configMap
  const errors: ErrorList = []
  for (const key of sortedKeys(data)) {
    errors.push(...validateKey(key, path('data')))
    if (binaryData && Object.hasOwn(binaryData, key))
      errors.push(invalid(path('data').key(key), key, 'duplicate of key present in binaryData'))
  }
  for (const key of sortedKeys(binaryData)) errors.push(...validateKey(key, path('binaryData')))
  // the path of the whole object prints as an empty subscript
  if (dataSize(data, 'utf8') + dataSize(binaryData, 'base64') > MAX_DATA_SIZE) errors.push(tooLong('[]', MAX_DATA_SIZE))
  return errors
}
