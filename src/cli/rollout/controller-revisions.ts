import type { ControllerRevision, DaemonSet, PodTemplateSpec, StatefulSet } from '../../api/types.gen.ts'
import { controllerOf } from '../../apimachinery/controller-ref.ts'
import { labelSelectorText } from '../../apimachinery/labels/selector.ts'
import { type Client, listObjects } from '../../client/client.ts'

const CONTROLLER_REVISIONS = { group: 'apps', version: 'v1', resource: 'controllerrevisions' }

/** A workload whose templates are kept as ControllerRevisions. */
export type RevisedSet = DaemonSet | StatefulSet

/** The patch that a revision holds, which puts its template back. */
export interface TemplatePatch {
  spec: { template: PodTemplateSpec & { $patch?: string } }
}

/** A set's revisions by their number. Throws StatusError. */
export async function controllerRevisions(
  client: Client,
  { metadata, spec }: RevisedSet,
): Promise<Map<number, ControllerRevision>> {
  const labelSelector = labelSelectorText(spec?.selector)
  const all = await listObjects<ControllerRevision>(client, CONTROLLER_REVISIONS, metadata.namespace ?? '', {
    labelSelector,
  })
  const own = all.filter(revision => controllerOf(revision)?.uid === metadata.uid)
  return new Map(own.map(revision => [revision.revision, revision]))
}

export function patchOf(revision: ControllerRevision): TemplatePatch {
  return revision.data as unknown as TemplatePatch
}

/** The set as it was at a revision. */
export function atRevision<T extends RevisedSet>(set: T, revision: ControllerRevision): T {
  const { $patch: _, ...template } = patchOf(revision).spec.template
  return { ...set, spec: { ...set.spec!, template } }
}
