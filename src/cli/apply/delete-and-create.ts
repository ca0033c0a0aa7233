import type { KubeObject } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { type Client, getObject } from '../../client/client.ts'
import { cascadeOf } from '../cascade.ts'
import type { Invocation } from '../command.ts'
import { deleteObject } from '../delete/delete-object.ts'
import { CommandError } from '../errors.ts'
import { createObject } from '../resource/create-object.ts'
import type { Info } from '../resource/info.ts'

/** How often kubectl looks whether the deleted object is gone, in milliseconds. */
const INTERVAL = 1000

/**
 * What `kubectl apply --force` does with what cannot be patched: deletes it, waits no longer than --timeout until it is gone (without a
 * --timeout it has to be gone at once) and creates it anew; where that fails, the old object comes back. Throws StatusError, CommandError.
 */
export async function deleteAndCreate(
  info: Info,
  { live, modified, query }: { live: KubeObject; modified: KubeObject; query: Record<string, string> },
  { flags, io, session }: Invocation,
): Promise<KubeObject> {
  const client = await session.client()
  await deleteObject(client, info, { propagation: cascadeOf(flags, io), grace: flags.number('grace-period') })
  const end = Date.now() + flags.number('timeout')
  while (await isThere(info, client)) {
    if (Date.now() >= end) throw new CommandError('context deadline exceeded')
    await session.pause(Math.min(INTERVAL, end - Date.now()))
  }
  try {
    return await createObject(client, info, modified, query)
  } catch (error) {
    await restore(error as Error)
    throw error
  }

  async function restore(cause: Error): Promise<void> {
    try {
      await createObject(client, info, live, query)
    } catch (error) {
      throw new CommandError(
        `An error occurred force-replacing the existing object with the newly provided one:\n\n${cause.message}.\n\nAdditionally, an error occurred attempting to restore the original object:\n\n${(error as Error).message}`,
      )
    }
  }
}

async function isThere({ resource, namespace, name }: Info, client: Client): Promise<boolean> {
  try {
    await getObject(client, resource, namespace, name)
    return true
  } catch (error) {
    if (error instanceof StatusError && error.status.code === 404) return false
    throw error
  }
}
