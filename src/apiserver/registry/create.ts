import type { KubeObject, ManagedFieldsEntry } from '../../api/object.ts'
import { formatTime } from '../../apimachinery/clock.ts'
import { generateName } from '../../apimachinery/names/generate.ts'
import { alreadyExists, badRequest, invalidObject, StatusError } from '../../apimachinery/status.ts'
import { path } from '../../apimachinery/validation/field.ts'
import { validateObjectMeta } from '../../apimachinery/validation/object-meta.ts'
import type { Kind } from '../../kinds/kind.ts'
import { managedFieldsOfNew } from '../../schema/managed-fields/update.ts'
import type { Admission } from './admit.ts'
import { decodeBody } from './decode-body.ts'
import { keyOfObject } from './keys.ts'
import { putObject } from './put-object.ts'
import type { RequestContext } from './request-context.ts'

/**
 * Creates an object: what POST on a collection does. Returns it as stored (or, for a dry run, as it would be).
 * Throws StatusError; the caller undoes what was written before that.
 */
export function createObject(
  kind: Kind,
  namespace: string,
  body: unknown,
  context: RequestContext,
  admission: Admission,
): KubeObject {
  return createDecoded(kind, namespace, decodeBody(kind, body, context), context, admission)
}

/**
 * Creates an object that is the request's own already; with `applied`, what server-side apply has found out about its fields' managers.
 * Throws StatusError.
 */
export function createDecoded(
  kind: Kind,
  namespace: string,
  object: KubeObject,
  context: RequestContext,
  admission: Admission,
  applied?: ManagedFieldsEntry[],
): KubeObject {
  const metadata = object.metadata
  takeNamespace(kind, object, namespace)
  if (metadata.resourceVersion)
    throw new StatusError(500, '', 'resourceVersion should not be set on objects to be created')
  kind.setDefaults?.(object)
  const managedFields =
    applied ?? managedFieldsOfNew(object, context.options.fieldManager, context.clock.now(), kind.schema)
  const attributes = {
    verb: 'create' as const,
    kind,
    namespace,
    name: metadata.name ?? '',
    subresource: '',
    object,
    old: undefined,
  }
  admission.admit(attributes, context)

  metadata.uid = context.random.uuid()
  metadata.creationTimestamp = formatTime(context.clock.now())
  delete metadata.selfLink
  delete metadata.deletionTimestamp
  delete metadata.deletionGracePeriodSeconds
  delete metadata.generation
  const generated = !metadata.name && !!metadata.generateName
  if (generated) metadata.name = freeName(kind, namespace, metadata.generateName!, context)

  kind.beginCreate?.(object, context)
  kind.prepareForCreate?.(object, context)
  const errors = [
    ...validateObjectMeta(metadata, kind.namespaced, kind.validateName, path('metadata'), kind),
    ...kind.validate(object, context),
  ]
  if (errors.length) throw invalidObject(kind.kind, kind.group, metadata.name ?? '', errors)
  for (const warning of kind.warnings?.(object) ?? []) context.warn(warning)
  admission.validate(attributes, context)

  const key = keyOfObject(kind, object)
  if (context.environment.store.get(key)) throw alreadyExists(kind, metadata.name!)
  if (managedFields.length) metadata.managedFields = managedFields
  else delete metadata.managedFields
  if (context.dryRun) return object
  return putObject(kind, object, context.environment)
}

/** The namespace of the path is the object's; a body that names another is refused. */
export function takeNamespace(kind: Kind, object: KubeObject, namespace: string): void {
  const own = object.metadata.namespace ?? ''
  if (!kind.namespaced) {
    if (own !== '') delete object.metadata.namespace
    return
  }
  if (own !== '' && own !== namespace)
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request')
  object.metadata.namespace = namespace
}

/** A generated name that nobody has yet: the API server tries eight times. */
function freeName(kind: Kind, namespace: string, base: string, context: RequestContext): string {
  let name = ''
  for (let attempt = 0; attempt < 8; attempt++) {
    name = generateName(base, context.random)
    const key = keyOfObject(kind, { metadata: { name, namespace } })
    if (context.environment.store.get(key) === undefined) break
  }
  return name
}
