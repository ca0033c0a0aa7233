import type { Pod } from '../../api/types.gen.ts'
import { controllerOf } from '../../apimachinery/controller-ref.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { type Client, getObject } from '../../client/client.ts'

/** What `kubectl drain` has been told about pods that it would rather leave alone. */
export interface PodRules {
  force: boolean
  ignoreDaemonSets: boolean
  deleteEmptyDirData: boolean
  /** Pods that have been going for longer than so many seconds are left out; 0 leaves out none. */
  skipWaitForDeleteTimeout: number
}

/** Whether a pod is to go, and what is to be said about it. */
export interface Verdict {
  goes: boolean
  warning?: string
  error?: string
}

const DAEMON_SETS = { group: 'apps', version: 'v1', resource: 'daemonsets' }
const MIRROR_POD = 'kubernetes.io/config.mirror'
const GOES: Verdict = { goes: true }
const STAYS: Verdict = { goes: false }

/**
 * Judges a pod of a node that is to be emptied: finished pods always go, those of daemon sets never, others as the rules say. The filters are asked
 * one after the other until one keeps the pod; what is said is what the last of them says.
 */
export async function judgePod(pod: Pod, rules: PodRules, client: Client): Promise<Verdict> {
  if (isSkipped(pod, rules.skipWaitForDeleteTimeout)) return STAYS
  const verdict = await daemonSetVerdict(pod, rules, client)
  if (!verdict.goes) return verdict
  if (Object.hasOwn(pod.metadata.annotations ?? {}, MIRROR_POD)) return STAYS
  if (isFinished(pod)) return GOES
  if (hasEmptyDir(pod) && !rules.deleteEmptyDirData)
    return { goes: false, error: 'Pods with local storage (use --delete-emptydir-data to override)' }
  if (controllerOf(pod)) return GOES
  return rules.force
    ? { goes: true, warning: 'deleting Pods that declare no controller' }
    : { goes: false, error: 'cannot delete Pods that declare no controller (use --force to override)' }
}

/** Whether a pod has been on its way out for longer than anybody waits for it. */
export function isSkipped({ metadata }: Pod, seconds: number): boolean {
  if (seconds <= 0 || !metadata.deletionTimestamp) return false
  return Math.trunc((Date.now() - Date.parse(metadata.deletionTimestamp)) / 1000) > seconds
}

async function daemonSetVerdict(pod: Pod, rules: PodRules, client: Client): Promise<Verdict> {
  const controller = controllerOf(pod)
  if (controller?.kind !== 'DaemonSet' || isFinished(pod)) return GOES
  try {
    await getObject(client, DAEMON_SETS, pod.metadata.namespace ?? '', controller.name)
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    // kubectl loses this warning to the filters that follow
    if (error.status.reason === 'NotFound' && rules.force) return GOES
    return { goes: false, error: error.message }
  }
  return rules.ignoreDaemonSets
    ? { goes: false, warning: 'ignoring DaemonSet-managed Pods' }
    : { goes: false, error: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)' }
}

const isFinished = (pod: Pod) => pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
const hasEmptyDir = (pod: Pod) => (pod.spec?.volumes ?? []).some(volume => volume.emptyDir)
