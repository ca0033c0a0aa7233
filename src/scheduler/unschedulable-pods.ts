import type { ControllerContext } from '../controllers/controller.ts'
import { dictionary, writable } from '../kubelet/internal-state.ts'

const KEY = '/kubette/scheduler/unschedulable'

/** A pod that fits nowhere for now. */
export interface UnschedulablePod {
  uid: string
  priority: number
  /** The plugins that refused it: only a change that one of them cares about is worth another try. */
  plugins: string[]
}

type UnschedulablePods = Record<string, UnschedulablePod>

const NONE: UnschedulablePods = {}

/** The pods ("namespace/name") that wait for something to change. */
export function unschedulablePods(context: ControllerContext): Readonly<UnschedulablePods> {
  return context.getInternal<UnschedulablePods>(KEY) ?? NONE
}

/** Notes that a pod waits, or (undefined) that it does not wait any more. */
export function setUnschedulable(context: ControllerContext, key: string, pod: UnschedulablePod | undefined): void {
  if (!pod && !Object.hasOwn(unschedulablePods(context), key)) return
  const pods = writable<UnschedulablePods>(context, KEY, dictionary)
  if (pod) pods[key] = pod
  else delete pods[key]
  context.putInternal(KEY, pods)
}
