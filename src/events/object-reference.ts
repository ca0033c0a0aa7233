import type { KubeObject } from '../api/object.ts'
import type { ObjectReference } from '../api/types.gen.ts'

/** A reference to an object, or to the part of it that `fieldPath` names, as events carry it. */
export function objectReference(object: KubeObject, fieldPath?: string): ObjectReference {
  const { kind, apiVersion } = object
  const { name, namespace, uid, resourceVersion } = object.metadata
  // of these there are thousands, and V8 has room in an object only for the fields that it is made with
  if (namespace && uid && resourceVersion && fieldPath)
    return { kind, namespace, name, uid, apiVersion, resourceVersion, fieldPath }
  const reference: ObjectReference = { kind: object.kind }
  if (namespace) reference.namespace = namespace
  reference.name = name
  if (uid) reference.uid = uid
  reference.apiVersion = object.apiVersion
  if (resourceVersion) reference.resourceVersion = resourceVersion
  if (fieldPath) reference.fieldPath = fieldPath
  return reference
}
