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

/** What has been asked about the pods that wait, until any of them changes. */
let waiting: { pods: Readonly<UnschedulablePods>; keys: Map<string, readonly string[]> } | undefined

/** The pods ("namespace/name") that wait for something to change. */
export function unschedulablePods(context: ControllerContext): Readonly<UnschedulablePods> {
  return context.getInternal<UnschedulablePods>(KEY) ?? NONE
}

/** Notes that a pod waits, or (undefined) that it does not wait any more. */
export function setUnschedulable(context: ControllerContext, key: string, pod: UnschedulablePod | undefined): void {
  if (!pod && !Object.hasOwn(unschedulablePods(context), key)) return
  const pods = writable<UnschedulablePods>(context, KEY, dictionary)
  waiting = undefined
  if (pod) pods[key] = pod
  else delete pods[key]
  context.putInternal(KEY, pods)
}

/** The waiting pods that one of some plugins has refused, the most important first. */
export function refusedBy(context: ControllerContext, plugins: readonly string[]): readonly string[] {
  const pods = unschedulablePods(context)
  if (waiting?.pods !== pods) waiting = { pods, keys: new Map() }
  const question = plugins.join()
  let keys = waiting.keys.get(question)
  if (!keys) {
    keys = byPriority(pods, key => pods[key]!.plugins.some(plugin => plugins.includes(plugin)))
    waiting.keys.set(question, keys)
  }
  return keys
}

/** The keys of some of the waiting pods, the most important first. */
export function byPriority(pods: Readonly<UnschedulablePods>, isWanted: (key: string) => boolean): string[] {
  return Object.keys(pods)
    .filter(isWanted)
    .sort((a, b) => pods[b]!.priority - pods[a]!.priority)
}
