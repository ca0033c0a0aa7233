import { StatusError } from '../../apimachinery/status.ts'
import { getObject } from '../../client/client.ts'
import { CommandError, throwGathered } from '../errors.ts'
import type { Info } from '../resource/info.ts'
import type { Session } from '../session.ts'

/** How often the cluster is looked at while waiting, in milliseconds. */
export const POLL = 100

/**
 * Waits until objects are gone (or others of the same name have come). Throws CommandError "timed out waiting for the condition on …"
 * for those that are still there when their time is up; `timeout` is in milliseconds.
 */
export async function waitForDeletion(
  objects: readonly { info: Info; uid: string }[],
  timeout: number,
  session: Session,
  onGone: (info: Info) => void = () => {},
): Promise<void> {
  const end = Date.now() + timeout
  const errors: Error[] = []
  for (const { info, uid } of objects) {
    const before = await isThere(info, uid, session)
    let there = before
    while (there && Date.now() < end) {
      await session.pause(Math.min(POLL, Math.max(1, end - Date.now())))
      there = await isThere(info, uid, session)
    }
    if (there)
      errors.push(new CommandError(`timed out waiting for the condition on ${info.resource.resource}/${info.name}`))
    else if (before) onGone(info)
  }
  throwGathered(errors)
}

async function isThere(info: Info, uid: string, session: Session): Promise<boolean> {
  try {
    const object = await getObject(await session.client(), info.resource, info.namespace, info.name)
    return uid === '' || object.metadata.uid === uid
  } catch (error) {
    if (error instanceof StatusError && error.status.code === 404) return false
    throw error
  }
}
