import type { Pod } from '../../api/types.gen.ts'
import { StatusError } from '../../apimachinery/status.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { CommandError, UsageError } from '../errors.ts'
import { boolFlag, durationFlag, intFlag, stringFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import { containersOf } from '../logs/containers.ts'
import { podsFor } from '../logs/pods.ts'
import { selectorFlag } from '../resource/builder.ts'

const EXPECTED = `expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.
POD or TYPE/NAME is a required argument for the logs command`

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

export const logs: CommandDefinition = {
  name: 'logs',
  summary: 'Print the logs of a container',
  usage: '[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER] [options]',
  description: `Looks for the container whose logs are asked for, as kubectl does. kubette runs no containers, so there are no logs to print: of a
container that is there it says so, and succeeds.`,
  examples: `  # The logs of a pod's only container
  kubectl logs web

  # The logs of one of its containers
  kubectl logs web -c sidecar

  # The logs of a pod of a deployment
  kubectl logs deployment/web`,
  flags: [
    boolFlag('all-containers', 'The logs of all containers'),
    boolFlag('all-pods', 'The logs of all pods'),
    stringFlag('container', 'The container', { short: 'c' }),
    boolFlag('follow', 'Go on and print what comes', { short: 'f' }),
    boolFlag('ignore-errors', 'Go on when a container has no logs'),
    boolFlag('insecure-skip-tls-verify-backend', 'Do not check the certificate of the kubelet'),
    intFlag('limit-bytes', 'The most bytes to print'),
    intFlag('max-log-requests', 'The most containers to follow at once', { default: 5 }),
    durationFlag('pod-running-timeout', 'How long to wait for a pod', { default: 20_000 }),
    boolFlag('prefix', 'Put the pod and the container before each line'),
    boolFlag('previous', 'The logs of the container that ran before', { short: 'p' }),
    selectorFlag,
    durationFlag('since', 'Only lines of this last while: 5s, 2m, 3h'),
    stringFlag('since-time', 'Only lines since a time (RFC3339)'),
    intFlag('tail', 'The most last lines to print', { default: -1 }),
    boolFlag('timestamps', 'Put the time before each line'),
  ],
  async run({ args, flags, io, session }: Invocation) {
    const selector = flags.string('selector')
    const [target = ''] = args
    if (args.length > 2 || (args.length === 0 && selector === '')) throw new UsageError(EXPECTED)
    if (args.length === 1 && selector !== '') throw new UsageError('only a selector (-l) or a POD name is allowed')
    checkSinceTime(flags.string('since-time'))
    const container = args[1] ?? flags.string('container')
    const allPods = flags.bool('all-pods')
    const found = await podsFor(
      target,
      { selector, allPods, timeout: flags.number('pod-running-timeout') },
      session,
      io,
    )
    checkFlags(flags, container, args.length)
    const chosen = (await found()).flatMap(pod =>
      containersOf(pod, { container, all: flags.bool('all-containers'), quiet: allPods }, io).map(name => ({
        pod,
        name,
      })),
    )
    const most = flags.number('max-log-requests')
    if (flags.bool('follow') && chosen.length > 1 && chosen.length > most)
      throw new CommandError(
        `you are attempting to follow ${chosen.length} log streams, but maximum allowed concurrency is ${most}, use --max-log-requests to increase the limit`,
      )
    for (const { pod, name } of chosen) checkStarted(pod, name, flags.bool('previous'))
    const running = new Set(chosen.filter(({ pod }) => pod.spec?.nodeName).map(({ pod }) => `pod/${pod.metadata.name}`))
    if (running.size) io.err(`kubette runs no containers, so there are no logs of ${[...running].join(', ')}\n`)
  },
}

function checkSinceTime(text: string): void {
  if (text === '' || RFC3339.test(text)) return
  const layout = '2006-01-02T15:04:05Z07:00'
  throw new CommandError(
    `parsing time ${JSON.stringify(text)} as ${JSON.stringify(layout)}: cannot parse ${JSON.stringify(text)} as "2006"`,
  )
}

function checkFlags(flags: FlagValues, container: string, given: number): void {
  if (flags.string('since-time') !== '' && flags.number('since') !== 0)
    throw new CommandError('at most one of `sinceTime` or `sinceSeconds` may be specified')
  if (flags.bool('all-containers') && container !== '')
    throw new CommandError(`--all-containers=true should not be specified with container name ${container}`)
  if (flags.changed('container') && given === 2)
    throw new CommandError('only one of -c or an inline [CONTAINER] arg is allowed')
  if (flags.number('limit-bytes') < 0) throw new CommandError('--limit-bytes must be greater than 0')
  if (flags.number('since') < 0) throw new CommandError('--since must be greater than 0')
  if (flags.number('tail') < -1) throw new CommandError('--tail must be greater than or equal to -1')
}

/** Throws what the kubelet answers for a container that has not been started, or not been started twice. */
function checkStarted(pod: Pod, name: string, previous: boolean): void {
  if (!pod.spec?.nodeName) return
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = pod.status ?? {}
  const status = [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses].find(
    s => s.name === name,
  )
  const where = `container ${JSON.stringify(name)} in pod ${JSON.stringify(pod.metadata.name)}`
  if (previous) throw new StatusError(400, 'BadRequest', `previous terminated ${where} not found`)
  if (status?.state?.waiting)
    throw new StatusError(400, 'BadRequest', `${where} is waiting to start: ${status.state.waiting.reason ?? ''}`)
}
