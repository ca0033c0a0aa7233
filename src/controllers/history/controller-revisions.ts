import type { KubeObject, OwnerReference } from '../../api/object.ts'
import type { ControllerRevision, LabelSelector, PodTemplateSpec } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import { computeHash } from '../../apimachinery/names/generate.ts'
import { StatusError } from '../../apimachinery/status.ts'
import type { ControllerContext } from '../controller.ts'
import { type Claim, claimable, claimObjects } from '../workloads/claim.ts'

export const CONTROLLER_REVISIONS = 'controllerrevisions.apps'
/** Which revision a pod was made of. */
export const REVISION_HASH_LABEL = 'controller-revision-hash'

const MAX_NAME_PREFIX = 223

/** The owner of a history, and how its revisions name it. */
export interface HistoryOwner {
  object: KubeObject
  reference: OwnerReference
  selector: LabelSelector | undefined
  template: PodTemplateSpec
}

/** What a revision holds: a strategic merge patch that puts the template back. */
export interface TemplatePatch {
  spec: { template: PodTemplateSpec & { $patch: 'replace' } }
}

/** The patch that a revision keeps of a template. */
function templatePatch(template: PodTemplateSpec): TemplatePatch {
  return { spec: { template: { $patch: 'replace', ...template } } }
}

/** The template that a revision puts back. */
export function templateOf(revision: ControllerRevision): PodTemplateSpec {
  const { $patch: _, ...template } = (revision.data as unknown as TemplatePatch).spec.template
  return template
}

/** Whether a revision is of this very template. */
export function isOfTemplate(revision: ControllerRevision, template: PodTemplateSpec): boolean {
  return equal(revision.data, templatePatch(template))
}

/** "web-5d9c7f8b6": long names are cut so that the hash fits. */
function revisionName(owner: string, hash: string): string {
  return `${owner.slice(0, MAX_NAME_PREFIX)}-${hash}`
}

/** A revision of the owner's present template, named by the template's hash, with the owner's annotations. */
export function newRevision(
  { object, reference, template, hashLabel }: Omit<HistoryOwner, 'selector'> & { hashLabel: string },
  revision: number,
  collisions: number,
): ControllerRevision {
  const { name, namespace, annotations } = object.metadata
  const hash = computeHash(template, collisions)
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: revisionName(name!, hash),
      namespace: namespace!,
      labels: { ...template.metadata?.labels, [hashLabel]: hash },
      ...(annotations ? { annotations: { ...annotations } } : {}),
      ownerReferences: [reference],
    },
    data: templatePatch(template) as unknown as NonNullable<ControllerRevision['data']>,
    revision,
  }
}

/** Lowest first; those of the same number by age, then by name. */
export function byRevision(a: ControllerRevision, b: ControllerRevision): number {
  return (
    a.revision - b.revision ||
    byText(a.metadata.creationTimestamp, b.metadata.creationTimestamp) ||
    byText(a.metadata.name, b.metadata.name)
  )
}

function byText(a: string | null | undefined, b: string | null | undefined): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0
}

/** The owner's revisions, lowest first: its own, and orphans that it selects, which it adopts. */
export function claimRevisions({ object, reference, selector }: HistoryOwner, context: ControllerContext) {
  const claim: Claim<ControllerRevision> = { owner: object, reference, resource: CONTROLLER_REVISIONS, selector }
  return claimObjects(claimable(claim, context), claim, context).sort(byRevision)
}

/**
 * Creates a revision under the name that `nameOf` makes for so many collisions; a name that another template has taken counts as one
 * more of them. Returns the revision and the collisions there have been.
 */
export function createRevision(
  make: (collisions: number) => ControllerRevision,
  collisionCount: number,
  context: ControllerContext,
): { revision: ControllerRevision; collisionCount: number } {
  for (let collisions = collisionCount; ; collisions++) {
    const wanted = make(collisions)
    try {
      return { revision: context.create(CONTROLLER_REVISIONS, wanted), collisionCount: collisions }
    } catch (error) {
      if (!(error instanceof StatusError) || error.status.reason !== 'AlreadyExists') throw error
      const { namespace, name } = wanted.metadata
      const present = context.get<ControllerRevision>(CONTROLLER_REVISIONS, namespace!, name!)
      if (present && equal(present.data, wanted.data)) return { revision: present, collisionCount: collisions }
    }
  }
}

/** The revision with another number. */
export function renumber(revision: ControllerRevision, number: number, context: ControllerContext): ControllerRevision {
  return revision.revision === number
    ? revision
    : context.update(CONTROLLER_REVISIONS, { ...revision, revision: number })
}
