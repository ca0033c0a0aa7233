import type { ControllerRevision, Pod, StatefulSet, StatefulSetStatus } from '../../api/types.gen.ts'
import { newControllerRef } from '../../apimachinery/controller-ref.ts'
import type { ControllerContext } from '../controller.ts'
import {
  CONTROLLER_REVISIONS,
  claimRevisions,
  createRevision,
  isOfTemplate,
  newRevision,
  renumber,
} from '../history/controller-revisions.ts'
import { revisionOf } from './identity.ts'

const HASH_LABEL = 'controller.kubernetes.io/hash'

/** The revisions of a set: all of them lowest first, the one that its pods were of, the one they are to be of. */
export interface Revisions {
  all: ControllerRevision[]
  current: ControllerRevision
  update: ControllerRevision
  collisionCount: number
}

/**
 * Finds the revisions of a set and keeps them up to date: a template that was there before gets the highest number again, a new one
 * a revision of its own (getStatefulSetRevisions).
 */
export function syncRevisions(set: StatefulSet, context: ControllerContext): Revisions {
  const template = set.spec!.template
  const reference = newControllerRef(set, 'apps/v1', 'StatefulSet')
  const all = claimRevisions({ object: set, reference, selector: set.spec?.selector, template }, context)
  const last = all.at(-1)
  const number = (last?.revision ?? 0) + 1
  const equals = all.filter(revision => isOfTemplate(revision, template))
  let collisionCount = set.status?.collisionCount ?? 0
  let update = equals.at(-1)
  if (!update) {
    const made = createRevision(
      collisions => newRevision({ object: set, reference, template, hashLabel: HASH_LABEL }, number, collisions),
      collisionCount,
      context,
    )
    update = made.revision
    collisionCount = made.collisionCount
  } else if (update !== last) update = renumber(update, number, context)
  const current = all.find(revision => revision.metadata.name === set.status?.currentRevision) ?? update
  return { all, current, update, collisionCount }
}

/**
 * Deletes the oldest revisions, as many as there are above the limit; a negative limit keeps all. Those that pods are of, or that the
 * status names, are kept and not counted.
 */
export function truncateHistory(
  set: StatefulSet,
  all: readonly ControllerRevision[],
  status: StatefulSetStatus,
  pods: readonly Pod[],
  context: ControllerContext,
): void {
  const limit = set.spec?.revisionHistoryLimit ?? 10
  if (limit < 0) return
  const live = new Set([status.currentRevision, status.updateRevision, ...pods.map(revisionOf)])
  const history = all.filter(revision => !live.has(revision.metadata.name))
  for (const { metadata } of history.slice(0, Math.max(0, history.length - limit)))
    context.delete(CONTROLLER_REVISIONS, metadata.namespace!, metadata.name!)
}
