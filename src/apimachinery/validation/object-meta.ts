import type { ObjectMeta } from '../../api/object.ts'
import { isShared } from '../shared.ts'
import { validateAnnotations } from './annotations.ts'
import type { ErrorList, FieldPath } from './field.ts'
import { forbidden, invalid, required } from './field.ts'
import { validateFinalizers, validateKubeFinalizers, validateNoNewFinalizers } from './finalizers.ts'
import { validateImmutableField } from './immutable.ts'
import { validateLabels } from './labels.ts'
import { validateManagedFields } from './managed-fields.ts'
import { validateNonnegativeField } from './numbers.ts'
import type { NameValidator } from './object-names.ts'
import { nameIsDNSLabel } from './object-names.ts'
import { validateOwnerReferences } from './owner-references.ts'

export interface ObjectMetaOptions {
  /** Custom resources take any label key as a finalizer; Kubernetes' own kinds want a domain in it. */
  anyFinalizer?: boolean
}

function validateName(meta: ObjectMeta, nameValidator: NameValidator, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  const { name, generateName } = meta
  if (generateName) {
    for (const fault of nameValidator(generateName, true)) {
      errors.push(invalid(at.child('generateName'), generateName, fault))
    }
  }
  if (!name) return [...errors, required(at.child('name'), 'name or generateName is required')]
  for (const fault of nameValidator(name, false)) errors.push(invalid(at.child('name'), name, fault))
  return errors
}

function validateNamespace(namespace: string | undefined, namespaced: boolean, at: FieldPath): ErrorList {
  if (!namespaced) return namespace ? [forbidden(at, 'not allowed on this type')] : []
  if (!namespace) return [required(at)]
  return nameIsDNSLabel(namespace, false).map(fault => invalid(at, namespace, fault))
}

function kubeFinalizers(meta: ObjectMeta, at: FieldPath, options: ObjectMetaOptions): ErrorList {
  return options.anyFinalizer ? [] : validateKubeFinalizers(meta.finalizers, at.child('finalizers'))
}

const valid = new WeakSet<object>()

/** What `validate` finds wrong about a part; about one that many objects share and that was found right, nothing. */
function ofShared<T extends object>(
  part: T | null | undefined,
  validate: (part: T | null | undefined, at: FieldPath) => ErrorList,
  at: FieldPath,
): ErrorList {
  if (!part || !isShared(part)) return validate(part, at)
  if (valid.has(part)) return []
  const errors = validate(part, at)
  if (errors.length === 0) valid.add(part)
  return errors
}

/**
 * Validates the metadata of a new object, after its name was generated (ValidateObjectMeta of apimachinery and of
 * core). `nameValidator` is the kind's rule for names.
 */
export function validateObjectMeta(
  meta: ObjectMeta,
  namespaced: boolean,
  nameValidator: NameValidator,
  at: FieldPath,
  options: ObjectMetaOptions = {},
): ErrorList {
  return [
    ...validateName(meta, nameValidator, at),
    ...validateNamespace(meta.namespace, namespaced, at.child('namespace')),
    ...validateNonnegativeField(meta.generation, at.child('generation')),
    ...ofShared(meta.labels, validateLabels, at.child('labels')),
    ...ofShared(meta.annotations, validateAnnotations, at.child('annotations')),
    ...ofShared(meta.ownerReferences, validateOwnerReferences, at.child('ownerReferences')),
    ...validateFinalizers(meta.finalizers, at.child('finalizers')),
    ...validateManagedFields(meta.managedFields, at.child('managedFields')),
    ...kubeFinalizers(meta, at, options),
  ]
}

/** The instant of a timestamp, so that two ways of writing the same one are alike. */
function instant(timestamp: string | null | undefined): number | string | undefined {
  if (timestamp === undefined || timestamp === null) return undefined
  const time = Date.parse(timestamp)
  return Number.isNaN(time) ? timestamp : time
}

function validateTimestamp(
  field: 'creationTimestamp' | 'deletionTimestamp',
  newMeta: ObjectMeta,
  oldMeta: ObjectMeta,
  at: FieldPath,
): ErrorList {
  if (newMeta[field] === oldMeta[field] || instant(newMeta[field]) === instant(oldMeta[field])) return []
  return [invalid(at.child(field), newMeta[field] ?? undefined, 'field is immutable')]
}

/**
 * Validates the metadata of an object that replaces another (ValidateObjectMetaUpdate of apimachinery and of core).
 * `newMeta` must have a resourceVersion.
 */
export function validateObjectMetaUpdate(
  newMeta: ObjectMeta,
  oldMeta: ObjectMeta,
  at: FieldPath,
  options: ObjectMetaOptions = {},
): ErrorList {
  const errors: ErrorList = []
  if (oldMeta.deletionTimestamp) {
    errors.push(...validateNoNewFinalizers(newMeta.finalizers, oldMeta.finalizers, at.child('finalizers')))
  }
  if (!newMeta.resourceVersion) {
    errors.push(invalid(at.child('resourceVersion'), '', 'must be specified for an update'))
  }
  if ((newMeta.generation ?? 0) < (oldMeta.generation ?? 0)) {
    errors.push(invalid(at.child('generation'), newMeta.generation ?? 0, 'must not be decremented'))
  }
  for (const field of ['name', 'namespace', 'uid'] as const) {
    errors.push(...validateImmutableField(newMeta[field] ?? '', oldMeta[field] ?? '', at.child(field)))
  }
  errors.push(
    ...validateTimestamp('creationTimestamp', newMeta, oldMeta, at),
    ...validateTimestamp('deletionTimestamp', newMeta, oldMeta, at),
    ...validateImmutableField(
      newMeta.deletionGracePeriodSeconds,
      oldMeta.deletionGracePeriodSeconds,
      at.child('deletionGracePeriodSeconds'),
    ),
    ...changed('labels', validateLabels),
    ...changed('annotations', validateAnnotations),
    ...changed('ownerReferences', validateOwnerReferences),
    ...changed('managedFields', validateManagedFields),
    ...kubeFinalizers(newMeta, at, options),
  )
  return errors

  /** The errors of a part; of the very one that was stored there are none. */
  function changed<K extends keyof ObjectMeta>(
    part: K,
    validate: (value: ObjectMeta[K], at: FieldPath) => ErrorList,
  ): ErrorList {
    return newMeta[part] === oldMeta[part] ? [] : validate(newMeta[part], at.child(part))
  }
}
