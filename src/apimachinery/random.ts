/** Where every random choice comes from, so that tests can fix them. */
export interface Random {
  /** A whole number from 0 to n-1, all alike likely. */
  int(n: number): number
  /** A version 4 UUID. */
  uuid(): string
}

const pool = new Uint32Array(64)
let used = pool.length

/** The next 32 bits, fetched in batches: each call into the operating system costs more than the numbers. */
function nextWord(): number {
  if (used === pool.length) {
    crypto.getRandomValues(pool)
    used = 0
  }
  return pool[used++] as number
}

/** Randomness of the operating system. */
export const systemRandom: Random = {
  int(n) {
    const limit = 2 ** 32 - (2 ** 32 % n)
    let word = nextWord()
    while (word >= limit) word = nextWord()
    return word % n
  },
  uuid: () => crypto.randomUUID(),
}

/** The same choices for the same seed, for tests (the mulberry32 generator). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const int = (n: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n)
  }
  const hex = (digits: number): string => Array.from({ length: digits }, () => int(16).toString(16)).join('')
  return { int, uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[int(4)]}${hex(3)}-${hex(12)}` }
}
