import type { KubeObject } from '../../api/object.ts'
import type { Kind, WriteContext } from '../../kinds/kind.ts'

/** What an admission plugin decides about. */
export interface AdmissionAttributes {
  verb: 'create' | 'update' | 'delete'
  kind: Kind
  namespace: string
  name: string
  /** '' for the object itself. */
  subresource: string
  /** The request's own copy; absent on delete. */
  object?: KubeObject
  /** The stored object; absent on create. */
  old?: KubeObject
}

/** One admission plugin: a file in this folder. Throws a StatusError (usually `forbidden`) to refuse. */
export interface AdmissionPlugin {
  name: string
  /** May change attributes.object in place. Runs before the kind's own preparation. */
  admit?(attributes: AdmissionAttributes, context: WriteContext): void
  /** Runs after the object has been validated. */
  validate?(attributes: AdmissionAttributes, context: WriteContext): void
}
