import type { KubeObject, ManagedFieldsEntry } from '../../api/object.ts'
import { equal } from '../../apimachinery/equality.ts'
import { conflict, invalidObject } from '../../apimachinery/status.ts'
import { invalid, path } from '../../apimachinery/validation/field.ts'
import { validateObjectMetaUpdate } from '../../apimachinery/validation/object-meta.ts'
import type { Kind, PartialUpdate } from '../../kinds/kind.ts'
import { managedFieldsOfUpdate } from '../../schema/managed-fields/update.ts'
import { sameJson } from '../../schema/same-json.ts'
import type { Admission } from './admit.ts'
import { removeObject } from './delete.ts'
import { keyOfObject } from './keys.ts'
import { putObject } from './put-object.ts'
import type { RequestContext } from './request-context.ts'

/**
 * Which endpoint an update comes through: the object's own, or the subresource of a name. What comes through scale is an update of the
 * object by another name.
 */
export type UpdateTarget = 'object' | string

/** What a kind has to say about the endpoint; undefined where the whole object changes. */
export function partOf(kind: Kind, target: UpdateTarget): PartialUpdate<KubeObject> | undefined {
  if (target === 'status') return kind.status
  return kind.parts && Object.hasOwn(kind.parts, target) ? kind.parts[target] : undefined
}

/**
 * Replaces a stored object: what PUT, and PATCH once the patch is applied, do. `object` is the request's own copy.
 * Returns what is stored then; when nothing changed nothing is written. `applied` is what server-side apply has found out about the managers
 * of fields, which may change though the object does not. Throws StatusError.
 */
export function updateObject(
  kind: Kind,
  object: KubeObject,
  old: KubeObject,
  target: UpdateTarget,
  context: RequestContext,
  admission: Admission,
  applied?: ManagedFieldsEntry[],
): KubeObject {
  const metadata = object.metadata
  const subresource = target === 'object' ? '' : target
  const part = partOf(kind, target)
  checkPreconditions(kind, object, old)
  kind.setDefaults?.(object)
  const changesManagers = applied !== undefined || (target === 'object' && !!metadata.managedFields?.length)
  const managedFields =
    applied ??
    managedFieldsOfUpdate(object, old, context.options.fieldManager, subresource, context.clock.now(), kind.schema)
  const attributes = {
    verb: 'update' as const,
    kind,
    namespace: old.metadata.namespace ?? '',
    name: old.metadata.name!,
    subresource,
    object,
    old,
  }
  admission.admit(attributes, context)
  if (!part) kind.beginUpdate?.(object, old, context)

  keep(metadata, old.metadata, 'generation')
  if (part) part.prepareForUpdate(object, old, context)
  else kind.prepareForUpdate?.(object, old, context)
  metadata.uid ||= old.metadata.uid
  keep(metadata, old.metadata, 'creationTimestamp')
  if (old.metadata.deletionTimestamp !== undefined) keep(metadata, old.metadata, 'deletionTimestamp')
  if (old.metadata.deletionGracePeriodSeconds !== undefined) keep(metadata, old.metadata, 'deletionGracePeriodSeconds')
  delete metadata.selfLink
  metadata.resourceVersion = old.metadata.resourceVersion

  const errors = [
    ...validateObjectMetaUpdate(metadata, old.metadata, path('metadata'), kind),
    ...(part ?? kind).validateUpdate(object, old, context),
  ]
  if (errors.length) throw invalidObject(kind.kind, kind.group, old.metadata.name!, errors)
  if (!part) for (const warning of kind.warnings?.(object, old) ?? []) context.warn(warning)
  admission.validate(attributes, context)

  metadata.managedFields = old.metadata.managedFields
  if (equal(object, old) && (!changesManagers || sameJson(managedFields, old.metadata.managedFields ?? []))) return old
  if (managedFields.length) metadata.managedFields = managedFields
  else delete metadata.managedFields
  if (context.dryRun) return object
  if (goesNow(kind, object)) return removeObject(kind, object, context)
  return putObject(kind, object, context.environment)
}

/** Optimistic locking: what the client says it has seen must be what is there. */
function checkPreconditions(kind: Kind, object: KubeObject, old: KubeObject): void {
  const { uid } = object.metadata
  if (uid && uid !== old.metadata.uid)
    throw conflict(
      kind,
      old.metadata.name!,
      `StorageError: invalid object, Code: 4, Key: ${keyOfObject(kind, old)}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`,
    )
  if (!versionOf(object) && kind.allowUnconditionalUpdate === false)
    throw invalidObject(kind.resource, kind.group, old.metadata.name!, [
      invalid(path('metadata', 'resourceVersion'), 0, 'must be specified for an update'),
    ])
  requireSameVersion(kind, object, old)
}

/** Throws Conflict where the client has seen another version of the object than there is; it need not say which it has seen. */
export function requireSameVersion(kind: Kind, object: KubeObject, old: KubeObject): void {
  const version = versionOf(object)
  if (version && version !== old.metadata.resourceVersion)
    throw conflict(
      kind,
      old.metadata.name!,
      'the object has been modified; please apply your changes to the latest version and try again',
    )
}

/** The version that an object says it is; 0 is none, as for etcd3's store. */
function versionOf({ metadata: { resourceVersion } }: KubeObject): string | undefined {
  return resourceVersion === '0' ? undefined : resourceVersion
}

/** An object that is being deleted goes with the last thing that held it back. */
function goesNow(kind: Kind, object: KubeObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = object.metadata
  return (
    deletionTimestamp !== undefined &&
    !deletionGracePeriodSeconds &&
    !finalizers?.length &&
    !kind.hasFinalizers?.(object)
  )
}

function keep<K extends keyof KubeObject['metadata']>(
  to: KubeObject['metadata'],
  from: KubeObject['metadata'],
  field: K,
) {
  if (from[field] === undefined) delete to[field]
  else to[field] = from[field]
}
