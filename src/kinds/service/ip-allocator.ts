import type { IPAddress, ServiceCIDR } from '../../api/types.gen.ts'
import { formatTime } from '../../apimachinery/clock.ts'
import { ipv4ToNumber, numberToIPv4 } from '../../apimachinery/net/ip.ts'
import type { WriteContext } from '../kind.ts'

const ADDRESSES = 'ipaddresses.networking.k8s.io'
const CIDRS = 'servicecidrs.networking.k8s.io'

/** The messages of the address allocator. */
const ALLOCATED = 'provided IP is already allocated'
const MISMATCHED_NETWORK = 'the provided network does not match the current range'

/** The service that an address is taken for. */
export interface AddressOwner {
  namespace: string
  name: string
}

/** The addresses of one ServiceCIDR, as numbers; those below `dynamic` are kept for who asks for one. */
interface AddressRange {
  cidr: string
  network: number
  first: number
  dynamic: number
  last: number
}

/**
 * Takes this very address for a service: an IPAddress object of its name is made. Returns what is wrong where it cannot be had.
 * A dry run only looks whether the address is in the range.
 */
export function allocateAddress(ip: string, owner: AddressOwner, context: WriteContext): string | undefined {
  const address = ipv4ToNumber(ip) ?? -1
  const range = serviceRanges(context)
    .filter(r => address >= r.network && address <= r.last + 1)
    .sort((a, b) => b.last - b.first - (a.last - a.first))[0]
  if (!range) return MISMATCHED_NETWORK
  if (address < range.first || address > range.last)
    return `the provided IP (${ip}) is not in the valid range. The range of valid IPs is ${range.cidr}`
  if (context.dryRun) return undefined
  if (isTaken(ip, context)) return ALLOCATED
  createAddress(ip, owner, context)
  return undefined
}

/**
 * Takes any free address, at random, from the upper band of the range as long as there are any. Undefined when all are taken.
 * A dry run always answers the network's own address.
 */
export function allocateNextAddress(owner: AddressOwner, context: WriteContext): string | undefined {
  for (const range of serviceRanges(context)) {
    if (context.dryRun) return numberToIPv4(range.network)
    const free =
      scan(range.dynamic, range.last - range.dynamic + 1, context) ??
      scan(range.first, Math.min(range.dynamic, range.last + 1) - range.first, context)
    if (free === undefined) continue
    createAddress(free, owner, context)
    return free
  }
  return undefined
}

/** Gives an address back. */
export function releaseAddress(ip: string, context: WriteContext): void {
  if (isTaken(ip, context)) context.remove(ADDRESSES, '', ip)
}

function isTaken(ip: string, context: WriteContext): boolean {
  return context.get(ADDRESSES, '', ip) !== undefined
}

function scan(first: number, count: number, context: WriteContext): string | undefined {
  if (count <= 0) return undefined
  const start = context.random.int(count)
  for (let i = 0; i < count; i++) {
    const ip = numberToIPv4(first + ((start + i) % count))
    if (!isTaken(ip, context)) return ip
  }
  return undefined
}

function createAddress(ip: string, owner: AddressOwner, context: WriteContext): void {
  const address: IPAddress = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IPAddress',
    metadata: {
      name: ip,
      uid: context.random.uuid(),
      creationTimestamp: formatTime(context.clock.now()),
      labels: {
        'ipaddress.kubernetes.io/ip-family': 'IPv4',
        'ipaddress.kubernetes.io/managed-by': 'ipallocator.k8s.io',
      },
    },
    spec: { parentRef: { resource: 'services', namespace: owner.namespace, name: owner.name } },
  }
  context.put(ADDRESSES, address)
}

/** The ranges of the ServiceCIDRs that are in use, the cluster's first one first. */
function serviceRanges(context: WriteContext): AddressRange[] {
  const ranges: AddressRange[] = []
  for (const object of context.list<ServiceCIDR>(CIDRS)) {
    const unready = object.status?.conditions?.some(c => c.type === 'Ready' && c.status !== 'True')
    if (unready || object.metadata.deletionTimestamp) continue
    const found = (object.spec?.cidrs ?? []).filter(cidr => !cidr.includes(':')).map(addressRange)
    if (object.metadata.name === 'kubernetes') ranges.unshift(...found)
    else ranges.push(...found)
  }
  return ranges
}

function addressRange(cidr: string): AddressRange {
  const slash = cidr.indexOf('/')
  const size = 2 ** (32 - Number(cidr.slice(slash + 1)))
  const network = Math.floor(ipv4ToNumber(cidr.slice(0, slash))! / size) * size
  const reserved = size <= 16 ? 0 : Math.min(Math.max(16, Math.floor(size / 16)), 256)
  return { cidr, network, first: network + 1, dynamic: network + Math.max(reserved, 1), last: network + size - 2 }
}
