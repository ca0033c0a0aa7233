import type { Random } from '../apimachinery/random.ts'

const MAX_NAME = 253
let last = 0n

/**
 * The name of an event: the object's and the nanoseconds of the time in hexadecimal. Never gives one name twice in one process:
 * events that happen at the same time get successive names, so that they stay in order. Falls back on a UUID for objects whose name leaves no room.
 */
export function eventName(objectName: string, now: Date, random: Random): string {
  const nanoseconds = BigInt(now.getTime()) * 1_000_000n
  last = nanoseconds > last ? nanoseconds : last + 1n
  const name = `${objectName}.${last.toString(16)}`
  return name.length > MAX_NAME ? random.uuid() : name
}
