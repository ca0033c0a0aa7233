import type { Pod } from '../../api/types.gen.ts'
import { formatDuration } from '../../apimachinery/duration.ts'
import { quote } from '../../apimachinery/quote.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { getObject, resourcePath } from '../../client/client.ts'
import type { DryRun } from '../dry-run.ts'
import { AggregateFailure, CommandError } from '../errors.ts'
import type { Io } from '../io.ts'
import type { Session } from '../session.ts'
import { POLL } from '../wait/deletion.ts'
import { isSkipped } from './pod-filters.ts'
import { PODS } from './pods-to-go.ts'

/** How pods are made to go, and how long that may take. */
export interface Removal {
  dryRun: DryRun
  /** Seconds; -1 leaves it to the pod. */
  gracePeriod: number
  /** Milliseconds; 0 is for ever. */
  timeout: number
  skipWaitForDeleteTimeout: number
  session: Session
  io: Io
  /** Tells what became of a pod. */
  tell(pod: Pod, operation: string): void
}

/** After a refusal that may pass, as for the sake of a disruption budget. */
const RETRY_DELAY = 5000

/** Where one pod is on its way out. */
interface Eviction {
  pod: Pod
  evicted: boolean
  /** When to go on with it. */
  due: number
}

/**
 * Evicts pods, all at the same time, and waits until they are gone; where a disruption budget forbids it, asks again every five seconds. Throws
 * AggregateFailure with all that failed.
 */
export async function evictPods(pods: readonly Pod[], removal: Removal): Promise<void> {
  const { dryRun, io, session, timeout } = removal
  const end = endOf(timeout)
  const errors: Error[] = []
  let pending: Eviction[] = pods.map(pod => ({ pod, evicted: false, due: 0 }))
  for (;;) {
    const left: Eviction[] = []
    for (const eviction of pending) if (eviction.due > Date.now() || !(await advance(eviction))) left.push(eviction)
    pending = left
    if (pending.length === 0) break
    const next = Math.min(...pending.map(e => (e.evicted ? Date.now() + POLL : e.due)))
    await session.pause(Math.max(1, next - Date.now()))
  }
  if (errors.length) throw new AggregateFailure(errors)

  /** Does the next thing for a pod; returns whether it was the last. */
  async function advance(eviction: Eviction): Promise<boolean> {
    const { pod } = eviction
    const { name, namespace } = pod.metadata
    try {
      if (!eviction.evicted && (await evict(eviction))) return true
      if (!eviction.evicted) return false
    } catch (error) {
      errors.push(new CommandError(`error when evicting pods/${quote(name!)} -n ${quote(namespace!)}: ${text(error)}`))
      return true
    }
    try {
      return await isDone(pod, 'evicted', 'eviction failed', end, removal)
    } catch (error) {
      errors.push(
        new CommandError(
          `error when waiting for pod ${quote(name!)} in namespace ${quote(namespace!)} to terminate: ${text(error)}`,
        ),
      )
      return true
    }
  }

  /** Asks for the eviction of a pod; returns whether there is nothing to wait for. */
  async function evict(eviction: Eviction): Promise<boolean> {
    const { pod } = eviction
    const { name, namespace } = pod.metadata
    io.out(`evicting pod ${namespace}/${name}${dryRun === 'server' ? ' (server dry run)' : ''}\n`)
    if (Date.now() >= end) throw new CommandError(`global timeout reached: ${formatDuration(timeout)}`)
    try {
      await requestEviction(pod, removal)
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      if (error.status.reason === 'NotFound') return true
      const terminating = isNamespaceTerminating(error)
      if (terminating && pod.metadata.deletionTimestamp) {
        eviction.evicted = true
        return false
      }
      const subject = terminating
        ? `pod ${quote(name!)} from terminating namespace ${quote(namespace!)}`
        : `pods/${quote(name!)} -n ${quote(namespace!)}`
      if (!terminating && error.status.reason !== 'TooManyRequests') throw error
      io.err(`error when evicting ${subject} (will retry after 5s): ${error.message}\n`)
      eviction.due = Date.now() + RETRY_DELAY
      return false
    }
    eviction.evicted = true
    return dryRun === 'server'
  }
}

/** Deletes pods, whatever their disruption budgets say, and waits until they are gone. Throws StatusError and CommandError. */
export async function deletePods(pods: readonly Pod[], removal: Removal): Promise<void> {
  const { dryRun, session, timeout } = removal
  const client = await session.client()
  for (const { metadata } of pods) {
    const path = resourcePath(PODS, metadata.namespace!, metadata.name)
    try {
      await client.request({ method: 'DELETE', path, body: deleteOptions(removal) })
    } catch (error) {
      if (!(error instanceof StatusError) || error.status.reason !== 'NotFound') throw error
    }
  }
  if (dryRun === 'server') return
  const end = endOf(timeout)
  for (let pending = [...pods]; pending.length > 0; ) {
    const left: Pod[] = []
    for (const pod of pending) if (!(await isDone(pod, 'deleted', 'deletion failed', Infinity, removal))) left.push(pod)
    pending = left
    if (pending.length && Date.now() >= end) throw new CommandError('timed out waiting for the condition')
    if (pending.length) await session.pause(Math.min(POLL, Math.max(1, end - Date.now())))
  }
}

/** Whether nobody has to wait for a pod any longer. Throws CommandError when the time is up, and StatusError. */
async function isDone(pod: Pod, gone: string, failed: string, end: number, removal: Removal): Promise<boolean> {
  const { io, session, skipWaitForDeleteTimeout: skipAfter, tell, timeout } = removal
  const now = await find(pod, session).catch(error => {
    tell(pod, failed)
    throw error
  })
  if (!now) {
    tell(pod, gone)
    return true
  }
  if (isSkipped(now, skipAfter)) {
    io.out(`pod ${quote(now.metadata.name!)} has DeletionTimestamp older than ${skipAfter} seconds, skipping\n`)
    return true
  }
  if (Date.now() >= end) throw new CommandError(`global timeout reached: ${formatDuration(timeout)}`)
  return false
}

/** The pod as it is; undefined where it is gone, though another may have its name. */
async function find({ metadata }: Pod, session: Session): Promise<Pod | undefined> {
  try {
    const found = await getObject<Pod>(await session.client(), PODS, metadata.namespace!, metadata.name!)
    return found.metadata.uid === metadata.uid ? found : undefined
  } catch (error) {
    if (error instanceof StatusError && error.status.reason === 'NotFound') return undefined
    throw error
  }
}

async function requestEviction({ metadata: { name, namespace } }: Pod, removal: Removal): Promise<void> {
  await (await removal.session.client()).request({
    method: 'POST',
    path: resourcePath(PODS, namespace!, name, 'eviction'),
    body: {
      kind: 'Eviction',
      apiVersion: 'policy/v1',
      metadata: { name, namespace },
      deleteOptions: deleteOptions(removal),
    },
  })
}

/** `dryRun` stands in the body alone, as kubectl sends it. */
function deleteOptions({ gracePeriod, dryRun }: Removal): Record<string, unknown> {
  return {
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    ...(gracePeriod >= 0 ? { gracePeriodSeconds: gracePeriod } : {}),
    ...(dryRun === 'server' ? { dryRun: ['All'] } : {}),
  }
}

function isNamespaceTerminating({ status }: StatusError): boolean {
  return status.reason === 'Forbidden' && (status.details?.causes ?? []).some(c => c.reason === 'NamespaceTerminating')
}

const endOf = (timeout: number): number => (timeout === 0 ? Infinity : Date.now() + timeout)
const text = (error: unknown): string => (error as Error).message
