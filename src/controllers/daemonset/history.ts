import type { ControllerRevision, DaemonSet } from '../../api/types.gen.ts'
import { newControllerRef } from '../../apimachinery/controller-ref.ts'
import type { ControllerContext } from '../controller.ts'
import {
  byRevision,
  CONTROLLER_REVISIONS,
  claimRevisions,
  createRevision,
  isOfTemplate,
  newRevision,
  REVISION_HASH_LABEL,
  renumber,
} from '../history/controller-revisions.ts'
import type { PodsByNode } from './pods.ts'

/** A DaemonSet's revisions: the one of its present template and all others. */
export interface History {
  current: ControllerRevision
  old: ControllerRevision[]
  collisionCount: number | undefined
}

/** The hash that the pods of a revision carry. */
export const hashOf = (revision: ControllerRevision): string => revision.metadata.labels?.[REVISION_HASH_LABEL] ?? ''

/**
 * Finds the revisions of a set and keeps them up to date: the present template's has the highest number (constructHistory).
 */
export function syncHistory(set: DaemonSet, context: ControllerContext): History {
  const template = set.spec!.template
  const reference = newControllerRef(set, 'apps/v1', 'DaemonSet')
  const all = claimRevisions({ object: set, reference, selector: set.spec?.selector, template }, context)
  const old = all.filter(revision => !isOfTemplate(revision, template))
  const number = Math.max(0, ...old.map(revision => revision.revision)) + 1
  const present = all.filter(revision => !old.includes(revision)).at(-1)
  const { collisionCount } = set.status ?? {}
  if (present) {
    const current = present.revision < number ? renumber(present, number, context) : present
    return { current, old, collisionCount }
  }
  const made = createRevision(
    collisions => newRevision({ object: set, reference, template, hashLabel: REVISION_HASH_LABEL }, number, collisions),
    collisionCount ?? 0,
    context,
  )
  return {
    current: made.revision,
    old,
    collisionCount: made.collisionCount > 0 ? made.collisionCount : collisionCount,
  }
}

/** Deletes the oldest revisions that no pod is of, as many as there are above the limit. */
export function cleanupHistory(set: DaemonSet, { old }: History, pods: PodsByNode, context: ControllerContext): void {
  let surplus = old.length - (set.spec?.revisionHistoryLimit ?? 10)
  if (surplus <= 0) return
  const live = new Set([...pods.values()].flat().map(pod => pod.metadata.labels?.[REVISION_HASH_LABEL]))
  for (const revision of [...old].sort(byRevision)) {
    if (surplus <= 0) return
    if (live.has(hashOf(revision))) continue
    context.delete(CONTROLLER_REVISIONS, revision.metadata.namespace!, revision.metadata.name!)
    surplus--
  }
}
