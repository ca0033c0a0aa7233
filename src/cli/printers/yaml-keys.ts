const isLetter = (c: number) =>
  c < 128 ? (c >= 97 && c <= 122) || (c >= 65 && c <= 90) : /\p{L}/u.test(String.fromCodePoint(c))
const isDigit = (c: number) => (c < 128 ? c >= 48 && c <= 57 : /\p{Nd}/u.test(String.fromCodePoint(c)))

/**
 * The order of two keys of a mapping, as go-yaml v2 sorts them: numbers inside of the keys compare by value (a2 before a10), and
 * where one has a letter and the other has not, the other goes first.
 */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0
  return less(codePoints(a), codePoints(b)) ? -1 : 1
}

function codePoints(text: string): number[] {
  const points: number[] = []
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i)!
    if (point > 0xffff) i++
    points.push(point)
  }
  return points
}

function less(a: number[], b: number[]): boolean {
  const shorter = Math.min(a.length, b.length)
  let i = 0
  while (i < shorter && a[i] === b[i]) i++
  if (i === shorter) return a.length < b.length
  const ca = a[i]!
  const cb = b[i]!
  const letterA = isLetter(ca)
  const letterB = isLetter(cb)
  if (letterA && letterB) return ca < cb
  if (letterA || letterB) return letterB
  // Zeros that differ inside of a number (as in 100 and 120) are not leading zeros: both sides then count from 1.
  const inside = (ca === 48 || cb === 48) && insideNumber(a, i) ? 1 : 0
  const numberA = numberAt(a, i, inside)
  const numberB = numberAt(b, i, inside)
  if (numberA.value !== numberB.value) return numberA.value < numberB.value
  if (numberA.end !== numberB.end) return numberA.end < numberB.end
  return ca < cb
}

function insideNumber(points: number[], i: number): boolean {
  for (let j = i - 1; j >= 0 && isDigit(points[j]!); j--) if (points[j] !== 48) return true
  return false
}

function numberAt(points: number[], start: number, seed: number): { value: number; end: number } {
  let value = seed
  let end = start
  for (; end < points.length && isDigit(points[end]!); end++) value = value * 10 + (points[end]! - 48)
  return { value, end }
}
