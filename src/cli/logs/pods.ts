import type { KubeObject } from '../../api/object.ts'
import type { LabelSelector, Pod } from '../../api/types.gen.ts'
import { selectorFromLabelSelector, selectorFromSet, selectorText } from '../../apimachinery/labels/selector.ts'
import { getObject, listObjects } from '../../client/client.ts'
import { CommandError } from '../errors.ts'
import type { Io } from '../io.ts'
import { parseArguments } from '../resource/arguments.ts'
import type { Session } from '../session.ts'
import { unknownType } from '../typed/go-types.ts'
import { POLL } from '../wait/deletion.ts'
import { byLogging } from './by-logging.ts'

const PODS = { group: '', version: 'v1', resource: 'pods' }

export interface PodsWanted {
  /** Labels to choose pods by instead of a name. */
  selector: string
  /** All pods of a workload, not only the best one. */
  allPods: boolean
  /** How long to wait for a workload's pod, in milliseconds. */
  timeout: number
}

/**
 * Reads what POD, TYPE/NAME or the selector name, and returns what finds the pods of it. Throws StatusError where it is not there, and
 * CommandError where it has no pods.
 */
export async function podsFor(
  target: string,
  wanted: PodsWanted,
  session: Session,
  io: Io,
): Promise<() => Promise<Pod[]>> {
  const { namespace } = await session.namespace()
  const client = await session.client()
  if (target === '') {
    const pods = await listObjects<Pod>(client, PODS, namespace, { labelSelector: wanted.selector })
    if (pods.length === 0) io.err(`No resources found in ${namespace} namespace.\n`)
    return async () => pods
  }
  const mapper = await session.resources()
  const named = target.includes('/') ? parseArguments([target], mapper) : undefined
  const { type, name } = named?.form === 'tuples' ? named.tuples[0]! : { type: 'pods', name: target }
  const resource = mapper.resource(type)
  const object = await getObject<KubeObject>(client, resource, resource.namespaced ? namespace : '', name)
  const unknown = unknownType(resource)
  if (unknown) throw unknown
  if (resource.kind === 'Pod' && resource.group === '') return async () => [object as Pod]
  return () => podsOfWorkload({ ...object, kind: resource.kind }, resource.version, wanted, session, io)
}

async function podsOfWorkload(
  workload: KubeObject,
  version: string,
  { allPods, timeout }: PodsWanted,
  session: Session,
  io: Io,
): Promise<Pod[]> {
  const labelSelector = selectorOf(workload, version)
  const { namespace = '' } = workload.metadata
  const list = async () => listObjects<Pod>(await session.client(), PODS, namespace, { labelSelector })
  const end = Date.now() + timeout
  let pods = await list()
  while (pods.length === 0) {
    if (Date.now() >= end) throw new CommandError('timed out waiting for the condition')
    await session.pause(Math.min(POLL, Math.max(1, end - Date.now())))
    pods = await list()
  }
  pods.sort(byLogging)
  if (allPods) return pods
  if (pods.length > 1) io.err(`Found ${pods.length} pods, using pod/${pods[0]!.metadata.name}\n`)
  return pods.slice(0, 1)
}

const LABEL_SELECTORS = new Set(['ReplicaSet', 'StatefulSet', 'DaemonSet', 'Deployment', 'Job'])

/** The selector of the pods of a workload. Throws CommandError for what has none. */
function selectorOf(workload: KubeObject, version: string): string {
  const {
    kind = '',
    metadata,
    spec,
  } = workload as KubeObject & {
    spec?: { selector?: LabelSelector & Record<string, string> }
  }
  const type = `*${version}.${kind}`
  const failure = (why: string) => new CommandError(`cannot get the logs from ${type}: ${why}`)
  if (LABEL_SELECTORS.has(kind)) return selectorText(selectorFromLabelSelector(spec?.selector))
  if (kind === 'ReplicationController') return selectorText(selectorFromSet(spec?.selector))
  if (kind !== 'Service') throw failure(`selector for ${type} not implemented`)
  if (!spec?.selector || Object.keys(spec.selector).length === 0)
    throw failure(`invalid service '${metadata.name}': Service is defined without a selector`)
  return selectorText(selectorFromSet(spec.selector))
}
