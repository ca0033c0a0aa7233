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
    let before: boolean | undefined
    let there = true
    for await (const object of follow(info, session, end)) {
      there = object !== undefined && (uid === '' || object.metadata.uid === uid)
      before ??= there
      if (!there) break
    }
    if (there)
      errors.push(new CommandError(`timed out waiting for the condition on ${info.resource.resource}/${info.name}`))
    else if (before) onGone(info)
  }
  throwGathered(errors)
}
