import type { ControllerContext } from '../controllers/controller.ts'
import { dictionary, writable } from './internal-state.ts'

const KEY = '/kubette/waiting'

/** The pods ("namespace/name") that cannot start because something that they refer to is missing, and their nodes. */
type WaitingPods = Record<string, string>

/** The waiting pods of a namespace: name and node of each. */
export function waitingPods(context: ControllerContext, namespace: string): { key: string; node: string }[] {
  const waiting = context.getInternal<WaitingPods>(KEY) ?? {}
  const prefix = `${namespace}/`
  return Object.keys(waiting)
    .filter(key => key.startsWith(prefix))
    .map(key => ({ key, node: waiting[key]! }))
}

/** Notes that a pod waits on a node, or (no node) that it does not wait any more. */
export function setWaiting(context: ControllerContext, key: string, node: string | undefined): void {
  const stored = context.getInternal<WaitingPods>(KEY)
  const known = stored && Object.hasOwn(stored, key) ? stored[key] : undefined
  if (known === node) return
  const waiting = writable<WaitingPods>(context, KEY, dictionary)
  if (node === undefined) delete waiting[key]
  else waiting[key] = node
  context.putInternal(KEY, waiting)
}
