import type { EnvFromSource, EnvVar, FileKeySelector } from '../../../api/types.gen.ts'
import {
  type ErrorList,
  type FieldPath,
  invalid,
  invalidFor,
  required,
} from '../../../apimachinery/validation/field.ts'
import {
  isConfigMapKey,
  isDNS1123Subdomain,
  isRelaxedEnvVarName,
  nameIsDNSSubdomain,
} from '../../../apimachinery/validation/names.ts'
import { ENV_FIELDS, validateContainerResourceFieldSelector, validateObjectFieldSelector } from './downward-api.ts'
import { validateDNS1123Label } from './formats.ts'
import { validatePathNoBacksteps } from './paths.ts'

const ONE_SOURCE = 'may not have more than one field specified at a time'

/** The errors of a container's variables (ValidateEnv). */
export function validateEnv(vars: readonly EnvVar[] | undefined, at: FieldPath): ErrorList {
  return (vars ?? []).flatMap((variable, i) => {
    const here = at.index(i)
    return [
      ...(variable.name
        ? invalidFor(here.child('name'), variable.name, isRelaxedEnvVarName(variable.name))
        : [required(here.child('name'))]),
      ...validateValueFrom(variable, here.child('valueFrom')),
    ]
  })
}

function validateValueFrom(variable: EnvVar, at: FieldPath): ErrorList {
  const source = variable.valueFrom
  if (!source) return []
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = source
  const errors: ErrorList = []
  if (fieldRef) errors.push(...validateObjectFieldSelector(fieldRef, ENV_FIELDS, at.child('fieldRef')))
  if (resourceFieldRef) {
    errors.push(...validateContainerResourceFieldSelector(resourceFieldRef, at.child('resourceFieldRef'), 'env'))
  }
  if (configMapKeyRef) errors.push(...validateKeySelector(configMapKeyRef, at.child('configMapKeyRef')))
  if (secretKeyRef) errors.push(...validateKeySelector(secretKeyRef, at.child('secretKeyRef')))
  if (fileKeyRef) errors.push(...validateFileKeySelector(fileKeyRef, at.child('fileKeyRef')))
  const sources = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef].filter(Boolean).length
  if (sources === 0) {
    const known = '`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'
    errors.push(invalid(at, '', `must specify one of: ${known}`))
  } else if (variable.value) errors.push(invalid(at, '', 'may not be specified when `value` is not empty'))
  else if (sources > 1) errors.push(invalid(at, '', ONE_SOURCE))
  return errors
}

function validateKeySelector(selector: { name?: string; key: string }, at: FieldPath): ErrorList {
  const name = selector.name ?? ''
  return [
    ...invalidFor(at.child('name'), name, isDNS1123Subdomain(name)),
    ...(selector.key
      ? invalidFor(at.child('key'), selector.key, isConfigMapKey(selector.key))
      : [required(at.child('key'))]),
  ]
}

function validateFileKeySelector(selector: FileKeySelector, at: FieldPath): ErrorList {
  const { key, volumeName, path } = selector
  return [
    ...(key ? invalidFor(at.child('key'), key, isRelaxedEnvVarName(key)) : [required(at.child('key'))]),
    ...(volumeName ? validateDNS1123Label(volumeName, at.child('volumeName')) : [required(at.child('volumeName'))]),
    ...(path ? validatePathNoBacksteps(path, at.child('path')) : [required(at.child('path'))]),
  ]
}

/** The errors of the sources that variables come from (ValidateEnvFrom). */
export function validateEnvFrom(sources: readonly EnvFromSource[] | undefined, at: FieldPath): ErrorList {
  return (sources ?? []).flatMap((source, i) => {
    const here = at.index(i)
    const errors: ErrorList = []
    if (source.prefix)
      errors.push(...invalidFor(here.child('prefix'), source.prefix, isRelaxedEnvVarName(source.prefix)))
    const { configMapRef, secretRef } = source
    if (configMapRef) errors.push(...validateSourceName(configMapRef.name, here.child('configMapRef', 'name')))
    if (secretRef) errors.push(...validateSourceName(secretRef.name, here.child('secretRef', 'name')))
    // The list's own path, not the element's: so the API server has it.
    if (!configMapRef && !secretRef) errors.push(invalid(at, '', 'must specify one of: `configMapRef` or `secretRef`'))
    else if (configMapRef && secretRef) errors.push(invalid(at, '', ONE_SOURCE))
    return errors
  })
}

/** Names here are checked as if more were to follow: a trailing dash passes. */
function validateSourceName(name: string | undefined, at: FieldPath): ErrorList {
  if (!name) return [required(at)]
  return invalidFor(at, name, nameIsDNSSubdomain(name, true))
}
