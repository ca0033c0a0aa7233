import type { Scale } from '../../api/types.gen.ts'
import { quote } from '../../apimachinery/quote.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { resourcePath } from '../../client/client.ts'
import { type DryRun, dryRunQuery } from '../dry-run.ts'
import { CommandError } from '../errors.ts'
import type { Info } from '../resource/info.ts'
import type { Session } from '../session.ts'

export interface ScaleSettings {
  replicas: number
  /** What the number must have been; -1 for any. */
  currentReplicas: number
  /** What the version must have been; '' for any. */
  resourceVersion: string
  /** How long to wait for the pods, in milliseconds; 0 not at all. */
  timeout: number
  dryRun: DryRun
}

/** How long kubectl tries again after conflicts, and how often it looks. */
const RETRY = 5 * 60 * 1000
const INTERVAL = 1000

const path = (info: Info) => resourcePath(info.resource, info.namespace, info.name, 'scale')

/**
 * Sets the replicas of one object through its scale, and waits for them if asked to. Returns the number that was set. Throws
 * StatusError, and CommandError where it is not as it was said to be or does not become so in time.
 */
export async function scaleObject(info: Info, settings: ScaleSettings, session: Session): Promise<number> {
  const scaled = await scaleWithRetries(info, settings, session)
  if (settings.timeout !== 0 && settings.dryRun === 'none') await waitForReplicas(info, settings, session)
  return scaled.spec?.replicas ?? 0
}

async function scaleWithRetries(info: Info, settings: ScaleSettings, session: Session): Promise<Scale> {
  const end = Date.now() + RETRY
  while (Date.now() < end) {
    try {
      return await scaleOnce(info, settings, session)
    } catch (error) {
      if (!(error instanceof StatusError) || error.status.reason !== 'Conflict') throw error
      await session.pause(INTERVAL)
    }
  }
  throw new CommandError('timed out waiting for the condition')
}

async function scaleOnce(info: Info, settings: ScaleSettings, session: Session): Promise<Scale> {
  const { replicas, currentReplicas, resourceVersion, dryRun } = settings
  const client = await session.client()
  const common = { path: path(info), query: dryRunQuery(dryRun), userAgent: 'kubectl' }
  if (currentReplicas === -1 && resourceVersion === '') {
    const patch = { contentType: 'application/merge-patch+json', body: { spec: { replicas } } }
    return (await client.request({ method: 'PATCH', ...common, ...patch })).body as Scale
  }
  const current = (await client.request({ method: 'GET', path: path(info) })).body as Scale
  requireAs(
    'replicas',
    currentReplicas === -1 ? undefined : String(currentReplicas),
    String(current.spec?.replicas ?? 0),
  )
  requireAs('resource version', resourceVersion || undefined, current.metadata.resourceVersion ?? '')
  const body = { ...current, spec: { ...current.spec, replicas } }
  return (await client.request({ method: 'PUT', ...common, body })).body as Scale
}

function requireAs(what: string, wanted: string | undefined, actual: string): void {
  if (wanted !== undefined && wanted !== actual)
    throw new CommandError(`Expected ${what} to be ${wanted}, was ${actual}`)
}

async function waitForReplicas(info: Info, { replicas, timeout }: ScaleSettings, session: Session): Promise<void> {
  const client = await session.client()
  const end = Date.now() + timeout
  for (;;) {
    const { spec, status } = (await client.request({ method: 'GET', path: path(info) })).body as Scale
    // somebody else may have set another number meanwhile
    if ((spec?.replicas ?? 0) !== replicas || (status?.replicas ?? 0) === replicas) return
    if (Date.now() >= end) throw new CommandError(`timed out waiting for ${quote(info.name)} to be synced`)
    await session.pause(Math.min(INTERVAL, end - Date.now()))
  }
}
