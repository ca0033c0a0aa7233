import { StatusError } from '../../apimachinery/status.ts'
import { getObject } from '../../client/client.ts'
import type { Propagation } from '../cascade.ts'
import type { Invocation } from '../command.ts'
import { deletedLine, deleteObject } from '../delete/delete-object.ts'
import { CommandError } from '../errors.ts'
import { type SelectedInfo, visitAll } from '../resource/selected.ts'
import { waitForDeletion } from '../wait/deletion.ts'

export interface ForceSettings {
  propagation: Propagation
  /** Seconds; -1 leaves it to the object. */
  grace: number
  /** Whether to wait for the end of what was deleted as `kubectl delete` does. */
  wait: boolean
  /** In milliseconds; 0 is kubectl's own. */
  timeout: number
}

const WEEK = 7 * 24 * 3600 * 1000
const FIVE_MINUTES = 5 * 60 * 1000
const INTERVAL = 1000

/**
 * Replaces objects by deleting them and, once they are gone, creating them anew with `create`. Throws what failed, gathered, and
 * CommandError where something does not go away in time.
 */
export async function forceReplace(
  infos: readonly (SelectedInfo | Error)[],
  settings: ForceSettings,
  invocation: Invocation,
  create: (info: SelectedInfo) => Promise<void>,
): Promise<void> {
  const { io, session } = invocation
  const client = await session.client()
  const deleted: { info: SelectedInfo; uid: string }[] = []
  const found = await visitAll(each(infos), async info => {
    const uid = await deleteOne(info)
    if (uid !== undefined) deleted.push({ info, uid })
  })
  if (found === 0) io.out('No resources found\n')
  if (settings.wait) await waitForDeletion(deleted, settings.timeout || WEEK, session)
  await visitAll(each(infos), untilGone)
  if ((await visitAll(each(infos), create)) === 0) throw new CommandError('no objects passed to replace')

  /** The UID of what was deleted, '' where the server did not tell; undefined where there was nothing. */
  async function deleteOne(info: SelectedInfo): Promise<string | undefined> {
    try {
      const uid = await deleteObject(client, info, settings)
      io.out(deletedLine(info, { nameOnly: invocation.flags.string('output') === 'name' }))
      return uid
    } catch (error) {
      if (isNotFound(error)) return undefined
      throw error
    }
  }

  async function untilGone(info: SelectedInfo): Promise<void> {
    const end = Date.now() + (settings.timeout || FIVE_MINUTES)
    while (await isThere(info)) {
      if (Date.now() >= end) throw new CommandError('timed out waiting for the condition')
      await session.pause(Math.min(INTERVAL, end - Date.now()))
    }
  }

  async function isThere({ resource, namespace, name }: SelectedInfo): Promise<boolean> {
    try {
      await getObject(client, resource, namespace, name)
      return true
    } catch (error) {
      if (isNotFound(error)) return false
      throw error
    }
  }
}

const isNotFound = (error: unknown): boolean => error instanceof StatusError && error.status.code === 404

async function* each<T>(items: readonly T[]): AsyncIterable<T> {
  yield* items
}
