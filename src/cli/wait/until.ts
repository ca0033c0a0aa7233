import type { KubeObject } from '../../api/object.ts'
import { CommandError } from '../errors.ts'
import type { Info } from '../resource/info.ts'
import type { Session } from '../session.ts'
import { follow } from '../watch/follow.ts'
import type { ObjectTest } from './condition.ts'
import { POLL } from './deletion.ts'

/** How long a command may wait: until `end` (in milliseconds since the epoch), or, with --timeout=0, not at all. */
export interface Patience {
  end: number
  once: boolean
}

/**
 * Waits until an object passes a test and returns it. Throws CommandError "timed out waiting for the condition on …" (with
 * `once` "condition not met for …"), and StatusError where the object is not there to begin with; one that goes later may come back.
 */
export async function waitForTest(
  info: Info & { object: KubeObject },
  test: ObjectTest,
  patience: Patience,
  session: Session,
): Promise<KubeObject> {
  const name = `${info.resource.resource}/${info.name}`
  const expired = () => !patience.once && Date.now() >= patience.end
  if (expired()) throw new CommandError(`timed out waiting for the condition on ${name}`)
  if (test(info.object)) return info.object
  if (patience.once) throw new CommandError(`condition not met for ${name}`)
  for await (const object of follow(info, session, patience.end)) if (object && test(object)) return object
  throw new CommandError(`timed out waiting for the condition on ${name}`)
}

/** Waits until there is an object of a name. Throws CommandError "timed out waiting for the condition". */
export async function waitForCreation(info: Info, patience: Patience, session: Session): Promise<void> {
  for await (const object of follow(info, session, patience.end)) {
    if (object) return
    if (patience.once) break
  }
  throw new CommandError('timed out waiting for the condition')
}

/**
 * Looks again and again until `look` returns true. Throws what `look` throws, and CommandError "timed out waiting for the
 * condition"; it has been called at least once then.
 */
export async function waitUntil(look: () => Promise<boolean>, patience: Patience, session: Session): Promise<void> {
  while (!(await look())) {
    if (patience.once || Date.now() >= patience.end) throw new CommandError('timed out waiting for the condition')
    await pauseUntil(patience.end, POLL, session)
  }
}

function pauseUntil(end: number, most: number, session: Session): Promise<void> {
  return session.pause(Math.min(most, Math.max(1, end - Date.now())))
}
