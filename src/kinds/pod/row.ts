import type { Container, ContainerStatus, Pod, PodSpec, PodStatus } from '../../api/types.gen.ts'
import { humanDuration, translateTimestampSince } from '../../apimachinery/duration.ts'
import type { Cell } from '../table.ts'
import { isRestartableInitContainer } from './visit-containers.ts'

const NONE = '<none>'
/** What the node lifecycle controller writes as the reason of pods on nodes that it cannot reach. */
const NODE_UNREACHABLE = 'NodeLost'

/** What the columns READY, STATUS and RESTARTS are made of. */
interface Progress {
  reason: string
  ready: number
  restarts: number
  /** RFC 3339; '' where no container has ended yet. */
  lastRestart: string
}

/** A pod's row: Name, Ready, Status, Restarts, Age, IP, Node, Nominated Node, Readiness Gates. Source: printPod of printers/internalversion. */
export function podRow(pod: Pod, now: Date): Cell[] {
  const status = pod.status ?? {}
  const spec = pod.spec ?? { containers: [] }
  const total = (spec.containers?.length ?? 0) + (spec.initContainers?.filter(isRestartableInitContainer).length ?? 0)
  const { reason, ready, restarts, lastRestart } = progressOf(spec, status)
  const ago =
    restarts !== 0 && lastRestart !== ''
      ? ` (${humanDuration(now.getTime() - new Date(lastRestart).getTime())} ago)`
      : ''
  return [
    pod.metadata.name ?? '',
    `${ready}/${total}`,
    pod.metadata.deletionTimestamp ? reasonOfDeleted(status, reason) : reason,
    `${restarts}${ago}`,
    translateTimestampSince(pod.metadata.creationTimestamp, now),
    status.podIPs?.[0]?.ip || NONE,
    spec.nodeName || NONE,
    status.nominatedNodeName || NONE,
    readinessGates(spec, status),
  ]
}

function reasonOfDeleted(status: PodStatus, reason: string): string {
  if (status.reason === NODE_UNREACHABLE) return 'Unknown'
  return status.phase === 'Failed' || status.phase === 'Succeeded' ? reason : 'Terminating'
}

function progressOf(spec: PodSpec, status: PodStatus): Progress {
  let reason = status.reason || (status.phase ?? '')
  if (status.conditions?.some(c => c.type === 'PodScheduled' && c.reason === 'SchedulingGated'))
    reason = 'SchedulingGated'
  const init = initProgress(spec, status)
  if (init.reason !== '' && !isTrue(status, 'Initialized')) {
    return { reason: init.reason, ready: init.ready, restarts: init.all.restarts, lastRestart: init.all.lastRestart }
  }
  return regularProgress(status, init.reason || reason, init.ready, init.sidecars)
}

interface Restarts {
  restarts: number
  lastRestart: string
}

/** How far the init containers are; the reason is '' when they are done (or, for sidecars, have started). */
function initProgress(spec: PodSpec, status: PodStatus) {
  const containers = new Map((spec.initContainers ?? []).map(c => [c.name, c] as const))
  const all: Restarts = { restarts: 0, lastRestart: '' }
  const sidecars: Restarts = { restarts: 0, lastRestart: '' }
  let ready = 0
  for (const [i, container] of (status.initContainerStatuses ?? []).entries()) {
    const sidecar = isRestartableInitContainer(containers.get(container.name) as Container | undefined)
    countRestarts(all, container)
    if (sidecar) countRestarts(sidecars, container)
    const { terminated, waiting } = container.state ?? {}
    if (terminated && (terminated.exitCode ?? 0) === 0) continue
    if (sidecar && container.started) {
      if (container.ready) ready++
      continue
    }
    let reason = `Init:${i}/${containers.size}`
    if (terminated) reason = `Init:${reasonOfEnd(terminated)}`
    else if (waiting?.reason && waiting.reason !== 'PodInitializing') reason = `Init:${waiting.reason}`
    return { reason, ready, all, sidecars }
  }
  return { reason: '', ready, all, sidecars }
}

function regularProgress(status: PodStatus, phase: string, readySidecars: number, sidecars: Restarts): Progress {
  const total = { ...sidecars }
  let reason = phase
  let ready = readySidecars
  let running = false
  for (const container of (status.containerStatuses ?? []).toReversed()) {
    countRestarts(total, container)
    const { terminated, waiting } = container.state ?? {}
    if (waiting?.reason) reason = waiting.reason
    else if (terminated) reason = reasonOfEnd(terminated)
    else if (container.ready && container.state?.running) {
      running = true
      ready++
    }
  }
  if (reason === 'Completed' && running) reason = isTrue(status, 'Ready') ? 'Running' : 'NotReady'
  return { reason, ready, ...total }
}

function countRestarts(sum: Restarts, container: ContainerStatus): void {
  sum.restarts += container.restartCount ?? 0
  const ended = container.lastState?.terminated?.finishedAt
  if (ended && ended > sum.lastRestart) sum.lastRestart = ended
}

function reasonOfEnd(terminated: { reason?: string; signal?: number; exitCode?: number }): string {
  if (terminated.reason) return terminated.reason
  return terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode ?? 0}`
}

function readinessGates(spec: PodSpec, status: PodStatus): string {
  const gates = spec.readinessGates ?? []
  if (gates.length === 0) return NONE
  return `${gates.filter(g => isTrue(status, g.conditionType)).length}/${gates.length}`
}

function isTrue(status: PodStatus, type: string): boolean {
  return status.conditions?.find(c => c.type === type)?.status === 'True'
}
