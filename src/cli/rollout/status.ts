import type { KubeObject } from '../../api/object.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { CommandError } from '../errors.ts'
import { boolFlag, durationFlag, intFlag } from '../flags/flag.ts'
import { type SelectedInfo, visitAll } from '../resource/selected.ts'
import { follow } from '../watch/follow.ts'
import { endQuietlyWhenInterrupted } from '../watch/interrupt.ts'
import { requireResources, rolloutFlags, rolloutObjects, sayNothingFound } from './objects.ts'
import { statusViewerFor } from './status-text.ts'

/** `kubectl rollout status`. */
export const status: CommandDefinition = {
  name: 'status',
  summary: 'Show the status of the rollout',
  usage: '(TYPE NAME | TYPE/NAME) [flags] [options]',
  description: 'Tells how far a rollout is and waits until it is done, unless --watch=false is given.',
  examples: '  kubectl rollout status deployment/web',
  flags: [
    ...rolloutFlags,
    intFlag('revision', 'Only the rollout of this revision; 0 is the newest'),
    durationFlag('timeout', 'How long to wait; 0 is for ever'),
    boolFlag('watch', 'Wait until the rollout is done', { short: 'w', default: true }),
  ],
  async run(invocation) {
    requireResources(invocation)
    const revision = invocation.flags.number('revision')
    if (revision < 0) throw new CommandError(`revision must be a positive integer: ${revision}`)
    const visited = await visitAll(rolloutObjects(invocation), info => tell(info, revision, invocation))
    if (visited === 0) await sayNothingFound(invocation)
  },
}

/** Says how far an object's rollout is whenever that may have changed, until it is done. */
async function tell(info: SelectedInfo, revision: number, { flags, io, session }: Invocation): Promise<void> {
  const view = statusViewerFor(info)
  const timeout = flags.number('timeout')
  const end = timeout === 0 ? Number.POSITIVE_INFINITY : Date.now() + timeout
  const say = (object: KubeObject): boolean => {
    const { text, done } = view(object, revision)
    io.out(text)
    return done
  }
  let { object } = info
  if (say(object) || !flags.bool('watch')) return
  endQuietlyWhenInterrupted()
  for await (const current of follow(info, session, end)) {
    if (!current) throw new CommandError('object has been deleted')
    const changed = current.metadata.resourceVersion !== object.metadata.resourceVersion
    object = current
    if (changed && say(object)) return
    io.release()
  }
  throw new CommandError('timed out waiting for the condition')
}
