import type { Random } from '../../apimachinery/random.ts'
import type { WriteContext } from '../kind.ts'
import type { RangeAllocation } from '../rangeallocation.ts'

const FIRST_PORT = 30_000
const LAST_PORT = 32_767
const RANGE = `${FIRST_PORT}-${LAST_PORT}`
const SIZE = LAST_PORT - FIRST_PORT + 1
/** The lower ports, which are left to those who ask for one by number: a 32nd of the range, at least 16, at most 128. */
const STATIC_BAND = Math.min(Math.max(16, Math.floor(SIZE / 32)), 128)
/** Dry runs give numbers from here on: they say nothing about what would be allocated. */
const DRY_RUN_BASE = 32_768

const RESOURCE = 'rangeallocations'
const NAME = 'servicenodeports'

/** What is wrong with a wanted port, in the words of the port allocator. */
const PORT_ALLOCATED = 'provided port is already allocated'
const PORT_NOT_IN_RANGE = `provided port is not in the valid range. The range of valid ports is ${RANGE}`
export const RANGE_FULL = 'range is full'

/**
 * The node ports that one request takes and gives back. Nothing is written before `commit`; a released port cannot be taken again by
 * the same request. The ports in use are one RangeAllocation with a bitmap, as etcd holds them.
 */
export class PortAllocationOperation {
  private bitmap: Uint8Array | undefined
  private changed = false
  private readonly released: number[] = []
  private readonly imagined: number[] = []

  constructor(private readonly context: WriteContext) {}

  /** Takes this port. Returns what is wrong where it cannot be had. */
  allocate(port: number): string | undefined {
    if (this.context.dryRun) {
      if (this.has(port) || this.imagined.includes(port)) return PORT_ALLOCATED
      this.imagined.push(port)
      return undefined
    }
    if (port < FIRST_PORT || port > LAST_PORT) return PORT_NOT_IN_RANGE
    if (this.has(port)) return PORT_ALLOCATED
    this.set(port, true)
    return undefined
  }

  /** Takes any free port, at random, from the upper band as long as there are any. Undefined when all are taken. */
  allocateNext(): number | undefined {
    if (this.context.dryRun) {
      const port = Math.max(this.imagined.length ? 0 : DRY_RUN_BASE, ...this.imagined) + 1
      this.imagined.push(port)
      return port
    }
    const port =
      this.scan(FIRST_PORT + STATIC_BAND, SIZE - STATIC_BAND, this.context.random) ??
      this.scan(FIRST_PORT, STATIC_BAND, this.context.random)
    if (port !== undefined) this.set(port, true)
    return port
  }

  /** Gives a port back once all of the request's allocations have been made. */
  releaseDeferred(port: number): void {
    this.released.push(port)
  }

  /** Writes the outcome. */
  commit(): void {
    if (this.context.dryRun) return
    for (const port of this.released)
      if (port >= FIRST_PORT && port <= LAST_PORT && this.has(port)) this.set(port, false)
    if (!this.changed) return
    const data = encodeBitmap(this.bits())
    if (data === '') this.context.remove(RESOURCE, '', NAME)
    else {
      const object: RangeAllocation = {
        kind: 'RangeAllocation',
        apiVersion: 'v1',
        metadata: { name: NAME },
        range: RANGE,
        data,
      }
      this.context.put(RESOURCE, object)
    }
  }

  private has(port: number): boolean {
    const bit = port - FIRST_PORT
    return bit >= 0 && bit < SIZE && (this.bits()[bit >> 3]! & (1 << (bit & 7))) !== 0
  }

  private set(port: number, used: boolean): void {
    const bit = port - FIRST_PORT
    const mask = 1 << (bit & 7)
    const bits = this.bits()
    bits[bit >> 3] = used ? bits[bit >> 3]! | mask : bits[bit >> 3]! & ~mask
    this.changed = true
  }

  private scan(first: number, count: number, random: Random): number | undefined {
    const start = random.int(count)
    for (let i = 0; i < count; i++) {
      const port = first + ((start + i) % count)
      if (!this.has(port)) return port
    }
    return undefined
  }

  private bits(): Uint8Array {
    this.bitmap ??= decodeBitmap(this.context.get<RangeAllocation>(RESOURCE, '', NAME)?.data ?? '')
    return this.bitmap
  }
}

/** The bytes of one big number, most significant first: bit n stands for the n-th port. Ours are the other way round. */
function decodeBitmap(data: string): Uint8Array {
  const bits = new Uint8Array(Math.ceil(SIZE / 8))
  bits.set(Buffer.from(data, 'base64').reverse().subarray(0, bits.length))
  return bits
}

function encodeBitmap(bits: Uint8Array): string {
  let length = bits.length
  while (length > 0 && bits[length - 1] === 0) length--
  return Buffer.from(bits.subarray(0, length)).reverse().toString('base64')
}
