import { inKeyOrder } from '../key-order.ts'
import type { Random } from '../random.ts'

/** No vowels and no look-alikes, so that no words come out by chance (k8s.io/apimachinery/pkg/util/rand). */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789'
const MAX_NAME_LENGTH = 63
const SUFFIX_LENGTH = 5

/** `length` random letters of the alphabet that Kubernetes makes names of. */
export function randomSuffix(random: Random, length: number = SUFFIX_LENGTH): string {
  let suffix = ''
  for (let i = 0; i < length; i++) suffix += ALPHABET[random.int(ALPHABET.length)]
  return suffix
}

/** The name for an object with this metadata.generateName, at most 63 characters long (names.SimpleNameGenerator). */
export function generateName(base: string, random: Random): string {
  return base.slice(0, MAX_NAME_LENGTH - SUFFIX_LENGTH) + randomSuffix(random)
}

/** Maps a text to the alphabet of generated names, byte by byte (rand.SafeEncodeString). */
export function safeEncodeString(text: string): string {
  let encoded = ''
  for (const byte of Buffer.from(text)) encoded += ALPHABET[byte % ALPHABET.length]
  return encoded
}

/** The 32-bit FNV-1a hash of a text, as an unsigned number. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

function stableJson(value: unknown): string {
  return JSON.stringify(value, (_key, v: unknown) =>
    v !== null && typeof v === 'object' && !Array.isArray(v) ? inKeyOrder(v as Record<string, unknown>) : v,
  )
}

/**
 * The hash that controllers put in names and in the pod-template-hash label. The same for the same value, in whatever
 * order its keys are; it is not the one a real cluster computes, which hashes Go's memory layout.
 * `collisions` is the controller's status.collisionCount.
 */
export function computeHash(value: unknown, collisions = 0): string {
  return safeEncodeString(String(hash32(stableJson(value) + (collisions > 0 ? `#${collisions}` : ''))))
}
