import type { Pod } from '../api/types.gen.ts'
import { controllerOf } from '../apimachinery/controller-ref.ts'
import { remembering } from '../apimachinery/remembering.ts'
import { shallowCopy } from '../apimachinery/shallow-copy.ts'
import type { ControllerContext } from '../controllers/controller.ts'
import { type HostPort, hostPorts } from '../scheduler/host-ports.ts'
import { addUsage, removeUsage } from '../scheduler/node-usage.ts'
import { type PodRequests, podRequests } from '../scheduler/pod-requests.ts'
import { dictionary, writable } from './internal-state.ts'

/** One pod that was given to a node. */
export interface LedgerPod extends PodRequests {
  uid: string
  priority: number
  ip?: string
  /** The uid of its controller. */
  owner?: string
  ports?: HostPort[]
  /** It keeps other pods away: their scheduling has to look at it. */
  antiAffinity?: true
}

/** What a node remembers across restarts: its pods, and the address that it gave out last (the host-local plugin's checkpoint). */
export interface NodeLedger {
  lastIP?: string
  /** By "namespace/name". */
  pods: Record<string, LedgerPod>
  /** The addresses in use, and whose they are. */
  addresses: Record<string, string>
}

const EMPTY: NodeLedger = { pods: {}, addresses: {} }

/** Where a node's ledger lies. */
export const ledgerKey = remembering(node => `/kubette/nodes/${node}`)

/** The ledger of a node, to look at only. */
export function nodeLedger(context: ControllerContext, node: string): NodeLedger {
  return context.getInternal<NodeLedger>(ledgerKey(node)) ?? EMPTY
}

/** The entry of a pod and its key ("namespace/name") in a node's ledger, if that is where it is. */
export function ledgerPod(context: ControllerContext, node: string, key: string, pod: Pod): LedgerPod | undefined {
  const entry = entryOf(nodeLedger(context, node), key)
  return entry?.uid === pod.metadata.uid ? entry : undefined
}

/** Takes a pod into a node's ledger and counts what it requests; does nothing when it is there. */
export function reserve(context: ControllerContext, node: string, key: string, pod: Pod): void {
  const was = entryOf(nodeLedger(context, node), key)
  if (was?.uid === pod.metadata.uid) return
  if (was) release(context, node, key)
  const entry: LedgerPod = {
    uid: pod.metadata.uid!,
    priority: pod.spec?.priority ?? 0,
    ...podRequests(pod),
  }
  const owner = controllerOf(pod)?.uid
  if (owner) entry.owner = owner
  const ports = hostPorts(pod)
  if (ports.length) entry.ports = ports
  if (pod.spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.length)
    entry.antiAffinity = true
  write(context, node, ledger => {
    ledger.pods[key] = entry
  })
  addUsage(context, node, key, entry)
}

/** Takes a pod out of a node's ledger: its address, ports and resources are free. Tells whether it was there. */
export function release(context: ControllerContext, node: string, key: string): boolean {
  const entry = entryOf(nodeLedger(context, node), key)
  if (!entry) return false
  write(context, node, ledger => {
    delete ledger.pods[key]
    if (entry.ip) delete ledger.addresses[entry.ip]
  })
  removeUsage(context, node, key, entry)
  return true
}

/** Notes the address that a pod of the ledger has. */
export function setAddress(context: ControllerContext, node: string, key: string, ip: string): void {
  if (entryOf(nodeLedger(context, node), key)?.ip === ip) return
  write(context, node, ledger => {
    const entry = shallowCopy(ledger.pods[key]!)
    entry.ip = ip
    ledger.pods[key] = entry
    ledger.addresses[ip] = key
    ledger.lastIP = ip
  })
}

function entryOf(ledger: NodeLedger, key: string): LedgerPod | undefined {
  return Object.hasOwn(ledger.pods, key) ? ledger.pods[key] : undefined
}

function write(context: ControllerContext, node: string, change: (ledger: NodeLedger) => void): void {
  const ledger = writable<NodeLedger>(context, ledgerKey(node), stored => ({
    ...stored,
    pods: dictionary(stored?.pods),
    addresses: dictionary(stored?.addresses),
  }))
  change(ledger)
  context.putInternal(ledgerKey(node), ledger)
}
