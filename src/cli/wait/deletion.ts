import { StatusError } from '../../apimachinery/status.ts'
import { CommandError, throwGathered } from '../errors.ts'
import type { Info } from '../resource/info.ts'
import type { Session } from '../session.ts'
import { follow } from '../watch/follow.ts'

/** How often the cluster is looked at where nothing can be watched, in milliseconds. */
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
    if (await isGone(info, uid, end, session)) onGone(info)
    else errors.push(new CommandError(`timed out waiting for the condition on ${info.resource.resource}/${info.name}`))
  }
  throwGathered(errors)
}

async function isGone(info: Info, uid: string, end: number, session: Session): Promise<boolean> {
  try {
    for await (const object of follow(info, session, end))
      if (object === undefined || (uid !== '' && object.metadata.uid !== uid)) return true
    return false
  } catch (error) {
    // its type has gone with it
    if (error instanceof StatusError && error.status.code === 404) return true
    throw error
  }
}
