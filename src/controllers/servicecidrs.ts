import type { Condition, IPAddress, ServiceCIDR } from '../api/types.gen.ts'
import { formatTime } from '../apimachinery/clock.ts'
import { type CIDR, cidrContains, parseCIDR } from '../apimachinery/net/cidr.ts'
import { parseIP } from '../apimachinery/net/ip.ts'
import { type Controller, type ControllerContext, objectKey } from './controller.ts'

const CIDRS = 'servicecidrs.networking.k8s.io'
const ADDRESSES = 'ipaddresses.networking.k8s.io'
const FINALIZER = 'networking.k8s.io/service-cidr-finalizer'

/** Keeps a range of service addresses from going away as long as one of its addresses is in use and in no other range. */
export const serviceCIDRController: Controller = {
  name: 'service-cidr-controller',
  manager: 'kube-controller-manager',
  watches: {
    [CIDRS](change, context) {
      // another range may have taken over the addresses of one that is to go
      return change.type === 'MODIFIED'
        ? [objectKey(change.object)]
        : [objectKey(change.object), ...terminating(context)]
    },
    [ADDRESSES]: (change, context) => (change.type === 'DELETED' ? terminating(context) : []),
  },
  sync(name, context) {
    const range = context.get<ServiceCIDR>(CIDRS, '', name)
    if (!range) return
    if (range.metadata.deletionTimestamp !== undefined) {
      syncTerminating(range, context)
      return
    }
    let current = range
    if (!range.metadata.finalizers?.includes(FINALIZER)) {
      const finalizers = [...(range.metadata.finalizers ?? []), FINALIZER]
      current = context.update(CIDRS, { ...range, metadata: { ...range.metadata, finalizers } })
    }
    setReady(current, 'True', '', 'Kubernetes Service CIDR is ready', context)
  },
}

function terminating(context: ControllerContext): string[] {
  return context
    .list<ServiceCIDR>(CIDRS)
    .filter(range => range.metadata.deletionTimestamp !== undefined)
    .map(objectKey)
}

function syncTerminating(range: ServiceCIDR, context: ControllerContext): void {
  if (!range.metadata.finalizers?.includes(FINALIZER)) return
  if (!isFree(range, context)) {
    const message =
      'There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ServiceCIDR'
    setReady(range, 'False', 'Terminating', message, context)
    return
  }
  const finalizers = range.metadata.finalizers.filter(f => f !== FINALIZER)
  context.update(CIDRS, { ...range, metadata: { ...range.metadata, finalizers } })
}

/** Whether every address of the range that is in use lies in another range too. */
function isFree(range: ServiceCIDR, context: ControllerContext): boolean {
  const own = parsed(range)
  const others = context
    .list<ServiceCIDR>(CIDRS)
    .filter(other => other.metadata.name !== range.metadata.name && other.metadata.deletionTimestamp === undefined)
    .flatMap(parsed)
  return context.list<IPAddress>(ADDRESSES).every(({ metadata }) => {
    const ip = parseIP(metadata.name!)
    return !ip || !own.some(cidr => cidrContains(cidr, ip)) || others.some(cidr => cidrContains(cidr, ip))
  })
}

function parsed(range: ServiceCIDR): CIDR[] {
  return (range.spec?.cidrs ?? []).map(parseCIDR).filter(cidr => cidr !== undefined)
}

function setReady(
  range: ServiceCIDR,
  status: string,
  reason: string,
  message: string,
  context: ControllerContext,
): void {
  const old = range.status?.conditions?.find(c => c.type === 'Ready')
  if (old && old.status === status && old.reason === reason && old.message === message) return
  const lastTransitionTime = old?.status === status ? old.lastTransitionTime : formatTime(context.clock.now())
  const ready: Condition = { type: 'Ready', status, reason, message, lastTransitionTime }
  const others = range.status?.conditions?.filter(c => c.type !== 'Ready') ?? []
  context.updateStatus(CIDRS, { ...range, status: { ...range.status, conditions: [...others, ready] } })
}
