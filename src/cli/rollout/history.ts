import type { KubeObject } from '../../api/object.ts'
import type { Deployment, PodTemplateSpec } from '../../api/types.gen.ts'
import { quote } from '../../apimachinery/quote.ts'
import type { Client } from '../../client/client.ts'
import { TabWriter } from '../describe/tabwriter.ts'
import { CommandError } from '../errors.ts'
import type { SelectedInfo } from '../resource/selected.ts'
import { atRevision, controllerRevisions, type RevisedSet } from './controller-revisions.ts'
import { groupKind, isRolloutKind, unvisited } from './objects.ts'
import { replicaSetsByRevision } from './replica-sets.ts'
import { templateText } from './template-text.ts'

const CHANGE_CAUSE = 'kubernetes.io/change-cause'

/** One revision of a workload. */
export interface Revision {
  /** The object as it was, or the replica set of a Deployment. */
  object: KubeObject
  template: PodTemplateSpec | undefined
  changeCause: string
}

/** The revisions of an object, lowest first. Throws StatusError, and CommandError for kinds without a history. */
export async function historyOf(info: SelectedInfo, client: Client): Promise<Map<number, Revision>> {
  const causeOf = ({ metadata }: KubeObject) => metadata.annotations?.[CHANGE_CAUSE] ?? ''
  if (isRolloutKind(info, 'Deployment')) {
    const found = await replicaSetsByRevision(client, info.object as Deployment)
    return sorted(found, object => {
      const changeCause = causeOf(object)
      return { object, template: withCause(object.spec?.template ?? {}, changeCause), changeCause }
    })
  }
  if (isRolloutKind(info, 'DaemonSet', 'StatefulSet')) {
    const set = info.object as RevisedSet
    const found = await controllerRevisions(client, set)
    return sorted(found, revision => {
      const object = atRevision(set, revision)
      return { object, template: object.spec?.template, changeCause: causeOf(revision) }
    })
  }
  const unknown = unvisited(info)
  if (unknown) throw new CommandError(`error retrieving history for ${quote(groupKind(info))}, ${unknown}`)
  throw new CommandError(`no history viewer has been implemented for ${quote(groupKind(info))}`)
}

function sorted<T>(found: Map<number, T>, toRevision: (value: T) => Revision): Map<number, Revision> {
  const entries = [...found].sort(([a], [b]) => a - b)
  return new Map(entries.map(([number, value]) => [number, toRevision(value)]))
}

/** A Deployment's template is shown with the change cause among its annotations. */
function withCause(template: PodTemplateSpec, changeCause: string): PodTemplateSpec {
  if (changeCause === '') return template
  const annotations = { ...template.metadata?.annotations, [CHANGE_CAUSE]: changeCause }
  return { ...template, metadata: { ...template.metadata, annotations } }
}

/** The history as a table, or (`number` > 0) the template of one revision. Throws CommandError where it is not there. */
export function historyText(history: ReadonlyMap<number, Revision>, number: number): string {
  if (history.size === 0) return 'No rollout history found.'
  if (number > 0) return templateText(revisionIn(history, number).template)
  const out = new TabWriter()
  out.write('REVISION\tCHANGE-CAUSE\n')
  for (const [revision, { changeCause }] of history) out.write(`${revision}\t${changeCause || '<none>'}\n`)
  return out.toString()
}

/** One revision. Throws CommandError where it is not there. */
export function revisionIn(history: ReadonlyMap<number, Revision>, number: number): Revision {
  const revision = history.get(number)
  if (!revision) throw new CommandError('unable to find the specified revision')
  return revision
}
