import type { KubeObject } from '../../api/object.ts'
import type { PolicyRule, Subject } from '../../api/types.gen.ts'

/** What has to be done so that a role or a binding is as it should be. */
export interface Reconciled {
  /** The object as it should be. */
  object: KubeObject
  operation: 'create' | 'update' | 'recreate' | 'none'
  /** The live object does not want to be reconciled. */
  isProtected: boolean
  missingRules: readonly PolicyRule[]
  extraRules: readonly PolicyRule[]
  missingSubjects: readonly Subject[]
  extraSubjects: readonly Subject[]
}

/** Nothing is to be done. */
export function unchanged(object: KubeObject): Reconciled {
  const nothing = { missingRules: [], extraRules: [], missingSubjects: [], extraSubjects: [] }
  return { object, operation: 'none', isProtected: optedOut(object), ...nothing }
}

const AUTO_UPDATE = 'rbac.authorization.kubernetes.io/autoupdate'

function optedOut({ metadata }: KubeObject): boolean {
  return metadata.annotations?.[AUTO_UPDATE] === 'false'
}

/** The live object with the wanted labels and annotations that it has not; `changed` tells whether there were any. */
export function withMetadataOf<T extends KubeObject>(live: T, wanted: KubeObject): { object: T; changed: boolean } {
  const metadata = { ...live.metadata }
  let changed = false
  for (const field of ['labels', 'annotations'] as const) {
    const missing = Object.keys(wanted.metadata[field] ?? {}).some(
      key => !Object.hasOwn(live.metadata[field] ?? {}, key),
    )
    if (!missing) continue
    metadata[field] = { ...wanted.metadata[field], ...live.metadata[field] }
    changed = true
  }
  return { object: { ...live, metadata }, changed }
}
