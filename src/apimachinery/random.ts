/** Where every random choice comes from, so that tests can fix them. */
export interface Random {
  /** A whole number from 0 to n-1, all alike likely. */
  int(n: number): number
  /** A version 4 UUID. */
  uuid(): string
  /** So many hexadecimal digits, a multiple of eight up to 64. */
  hex(digits: number): string
}

/** Words are fetched in batches, the next always larger, up to this: each call into the operating system costs more than the numbers. */
const LARGEST_BATCH = 4096
let pool = new Uint32Array(64)
let used = pool.length

/** The next 32 bits. */
function nextWord(): number {
  if (used === pool.length) {
    crypto.getRandomValues(pool)
    used = 0
  }
  const word = pool[used++] as number
  if (used === pool.length && pool.length < LARGEST_BATCH) {
    pool = new Uint32Array(pool.length * 4)
    used = pool.length
  }
  return word
}

const DIGITS = Buffer.from('0123456789abcdef')
const uuidText = Buffer.from('00000000-0000-4000-0000-000000000000')
const hexText = Buffer.alloc(64)
/** Where the digits of each half word of a UUID begin. */
const HALVES = [0, 4, 9, 14, 19, 24, 28, 32]
const VERSION = 0x4000
const VARIANT = 0x8000

/** Writes the four digits of half a word. */
function writeHalf(half: number, text: Buffer, at: number): void {
  text[at] = DIGITS[(half >>> 12) & 15]!
  text[at + 1] = DIGITS[(half >>> 8) & 15]!
  text[at + 2] = DIGITS[(half >>> 4) & 15]!
  text[at + 3] = DIGITS[half & 15]!
}

/** Randomness of the operating system. */
export const systemRandom: Random = {
  int(n) {
    const limit = 2 ** 32 - (2 ** 32 % n)
    let word = nextWord()
    while (word >= limit) word = nextWord()
    return word % n
  },
  uuid() {
    for (let place = 0; place < HALVES.length; place += 2) {
      const word = nextWord()
      const left = word >>> 16
      const right = word & 0xffff
      writeHalf(place === 4 ? (left & 0x3fff) | VARIANT : left, uuidText, HALVES[place]!)
      writeHalf(place === 2 ? (right & 0x0fff) | VERSION : right, uuidText, HALVES[place + 1]!)
    }
    return uuidText.toString('latin1')
  },
  hex(digits) {
    for (let at = 0; at < digits; at += 8) {
      const word = nextWord()
      writeHalf(word >>> 16, hexText, at)
      writeHalf(word, hexText, at + 4)
    }
    return hexText.toString('latin1', 0, digits)
  },
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
  return { int, hex, uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[int(4)]}${hex(3)}-${hex(12)}` }
}
