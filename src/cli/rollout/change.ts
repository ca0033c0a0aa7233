import { type KubeObject, withGroup } from '../../api/object.ts'
import type { DaemonSet, Deployment } from '../../api/types.gen.ts'
import { quote } from '../../apimachinery/quote.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { resourcePath } from '../../client/client.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { CommandError, throwVisited } from '../errors.ts'
import { stringFlag } from '../flags/flag.ts'
import { formatFlags } from '../output.ts'
import type { SelectedInfo } from '../resource/selected.ts'
import { resultPrinter } from '../result.ts'
import { isRolloutKind, requireResources, rolloutFlags, rolloutObjects, sayNothingFound } from './objects.ts'

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt'

/** One of the commands that change a workload a little: pause, resume, restart. */
interface Change extends Pick<CommandDefinition, 'name' | 'summary' | 'description' | 'examples'> {
  /** What is said of an object that was changed. */
  done: string
  /** The strategic merge patch, or why the object cannot be changed; undefined where there is nothing to change. */
  patch(info: SelectedInfo): object | string | undefined
}

const asDeployment = (info: SelectedInfo): Deployment | undefined =>
  isRolloutKind(info, 'Deployment') ? (info.object as Deployment) : undefined

/** `kubectl rollout pause`. */
export const pause = changeCommand({
  name: 'pause',
  summary: 'Mark the provided resource as paused',
  description: 'A paused deployment keeps what is changed in its template to itself until it is resumed.',
  examples: '  kubectl rollout pause deployment/web',
  done: 'paused',
  patch(info) {
    const deployment = asDeployment(info)
    if (!deployment) return 'pausing is not supported'
    return deployment.spec?.paused ? 'is already paused' : { spec: { paused: true } }
  },
})

/** `kubectl rollout resume`. */
export const resume = changeCommand({
  name: 'resume',
  summary: 'Resume a paused resource',
  description: 'A deployment rolls out what was changed in its template while it was paused.',
  examples: '  kubectl rollout resume deployment/web',
  done: 'resumed',
  patch(info) {
    const deployment = asDeployment(info)
    if (!deployment) return 'resuming is not supported'
    return deployment.spec?.paused ? { spec: { paused: null } } : 'is not paused'
  },
})

/** `kubectl rollout restart`. */
export const restart = changeCommand({
  name: 'restart',
  summary: 'Restart a resource',
  description: 'Replaces the pods of a deployment, daemon set or stateful set by new ones, as an update would.',
  examples: `  kubectl rollout restart deployment/web

  # Every deployment with a label
  kubectl rollout restart deployment --selector=app=web`,
  done: 'restarted',
  patch(info) {
    if (asDeployment(info)?.spec?.paused) return "can't restart paused deployment (run rollout resume first)"
    if (!isRolloutKind(info, 'Deployment', 'DaemonSet', 'StatefulSet')) return 'restarting is not supported'
    const now = rfc3339(new Date())
    const { template } = (info.object as DaemonSet).spec ?? {}
    if (template?.metadata?.annotations?.[RESTARTED_AT] === now) return undefined
    return { spec: { template: { metadata: { annotations: { [RESTARTED_AT]: now } } } } }
  },
})

function changeCommand({ done, patch, ...words }: Change): CommandDefinition {
  return {
    ...words,
    usage: 'RESOURCE [options]',
    flags: [
      ...rolloutFlags,
      ...formatFlags,
      stringFlag('field-manager', 'The name that changed fields are kept under', { default: 'kubectl-rollout' }),
    ],
    async run(invocation) {
      requireResources(invocation)
      const print = resultPrinter(invocation.flags, 'none', invocation.io)
      const unread: Error[] = []
      const infos: SelectedInfo[] = []
      for await (const info of rolloutObjects(invocation, { nested: true }))
        if (info instanceof Error) unread.push(info)
        else infos.push(info)
      if (infos.length === 0 && unread.length === 0) return sayNothingFound(invocation)
      const errors: Error[] = []
      for (const info of infos) {
        const outcome = await change(info, patch(info), invocation)
        if (outcome instanceof Error) errors.push(outcome)
        else print(outcome, done)
      }
      throwVisited(errors, unread, true)
    },
  }
}

async function change(
  info: SelectedInfo,
  patch: object | string | undefined,
  { flags, session }: Invocation,
): Promise<KubeObject | CommandError> {
  const { resource, namespace, name } = info
  if (typeof patch === 'string') {
    const type = withGroup(resource.resource, resource.group)
    return new CommandError(`error: ${type} ${quote(name)} ${patch}`)
  }
  if (!patch)
    return new CommandError(
      `failed to create patch for ${name}: if restart has already been triggered within the past second, please wait before attempting to trigger another`,
    )
  try {
    const { body } = await (await session.client()).request({
      method: 'PATCH',
      path: resourcePath(resource, namespace, name),
      query: { fieldManager: flags.string('field-manager') },
      contentType: 'application/strategic-merge-patch+json',
      body: patch,
    })
    return body as KubeObject
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    return new CommandError(`failed to patch: ${error.message}`)
  }
}

/** A moment in local time, as Go's time.RFC3339 writes it. */
function rfc3339(date: Date): string {
  const offset = -date.getTimezoneOffset()
  const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19)
  if (offset === 0) return `${local}Z`
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`
}
