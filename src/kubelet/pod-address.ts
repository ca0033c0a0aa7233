import { ipv4ToNumber, numberToIPv4 } from '../apimachinery/net/ip.ts'
import { remembering } from '../apimachinery/remembering.ts'
import type { ControllerContext } from '../controllers/controller.ts'
import { nodeLedger } from './node-ledger.ts'

/**
 * The address for a node's next pod, chosen as the host-local CNI plugin does: the one after the last that was given, round and round
 * through the node's range, passing over those in use; network, gateway and broadcast address are nobody's. Undefined when none is free.
 */
export function freeAddress(context: ControllerContext, node: string, podCIDR: string): string | undefined {
  const ledger = nodeLedger(context, node)
  const range = parseRange(podCIDR)
  if (!range) return undefined
  const last = ledger.lastIP ? toNumber(ledger.lastIP) : range.first - 1
  const start = last >= range.first && last <= range.last ? last - range.first + 1 : 0
  const size = range.last - range.first + 1
  for (let i = 0; i < size; i++) {
    const ip = numberToIPv4(range.first + ((start + i) % size))
    if (!Object.hasOwn(ledger.addresses, ip)) return ip
  }
  return undefined
}

interface Range {
  first: number
  last: number
}

/** The first and last address that pods may have; undefined for what is no IPv4 range with room for a pod. */
const parseRange = remembering((cidr): Range | undefined => {
  const [address, length] = cidr.split('/')
  const bits = 32 - Number(length)
  if (!/^\d+(\.\d+){3}$/.test(address ?? '') || !(bits >= 2 && bits <= 32)) return undefined
  const size = 2 ** bits
  const network = toNumber(address!) - (toNumber(address!) % size)
  return { first: network + 2, last: network + size - 2 }
})

const toNumber = (ip: string): number => ipv4ToNumber(ip) ?? Number.NaN
