import type { ContainerState, ContainerStatus } from '../../api/types.gen.ts'
import { goBool } from './go-values.ts'
import type { PrefixWriter } from './prefix-writer.ts'
import { rfc1123z } from './times.ts'

/** State, last state (if it ended), readiness and restarts of a container. */
export function writeContainerState(w: PrefixWriter, status: ContainerStatus): void {
  writeState(w, 'State', status.state ?? {})
  if (status.lastState?.terminated) writeState(w, 'Last State', status.lastState)
  w.write(2, `Ready:\t${goBool(status.ready)}\n`)
  w.write(2, `Restart Count:\t${status.restartCount ?? 0}\n`)
}

function writeState(w: PrefixWriter, title: string, { running, waiting, terminated }: ContainerState): void {
  if (running) {
    w.write(2, `${title}:\tRunning\n`)
    w.write(3, `Started:\t${rfc1123z(running.startedAt)}\n`)
  } else if (terminated && !waiting) {
    w.write(2, `${title}:\tTerminated\n`)
    if (terminated.reason) w.write(3, `Reason:\t${terminated.reason}\n`)
    if (terminated.message) w.write(3, `Message:\t${terminated.message}\n`)
    w.write(3, `Exit Code:\t${terminated.exitCode ?? 0}\n`)
    if ((terminated.signal ?? 0) > 0) w.write(3, `Signal:\t${terminated.signal}\n`)
    w.write(3, `Started:\t${rfc1123z(terminated.startedAt)}\n`)
    w.write(3, `Finished:\t${rfc1123z(terminated.finishedAt)}\n`)
  } else {
    w.write(2, `${title}:\tWaiting\n`)
    if (waiting?.reason) w.write(3, `Reason:\t${waiting.reason}\n`)
  }
}
