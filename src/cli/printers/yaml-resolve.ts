/** Which plain texts YAML 1.1 reads as something else than a string, as go-yaml v2 decides it (resolve.go). */

const WORDS = new Set(
  (
    'y Y yes Yes YES true True TRUE on On ON n N no No NO false False FALSE off Off OFF ~ null Null NULL ' +
    '.nan .NaN .NAN .inf .Inf .INF +.inf +.Inf +.INF -.inf -.Inf -.INF'
  ).split(' '),
)

const INTEGER = /^[+-]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)$/
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
const SEXAGESIMAL = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/
const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d{1,9})?(?:Z|[+-](\d\d):(\d\d))|[ ](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d{1,9})?)?$/

/** Whether `text`, written without quotes, would still be read back as that very string. */
export function readsAsString(text: string): boolean {
  if (text === '') return false
  const first = text.charCodeAt(0)
  const digit = first >= 48 && first <= 57
  if (digit || first === 43 || first === 45) {
    return !WORDS.has(text) && !isTimestamp(text) && !isNumber(text) && !SEXAGESIMAL.test(text)
  }
  if (first === 46) return !WORDS.has(text) && !isFinite64(text)
  return !WORDS.has(text)
}

/** Whether `text` is a timestamp in one of the four layouts that go-yaml knows, with a date and a time that exist. */
export function isTimestamp(text: string): boolean {
  const match = TIMESTAMP.exec(text)
  if (!match) return false
  const at = (i: number) => Number(match[i] ?? 0)
  const month = at(2)
  const day = at(3)
  if (month < 1 || month > 12 || day < 1) return false
  const leap = at(1) % 4 === 0 && (at(1) % 100 !== 0 || at(1) % 400 === 0)
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  const hour = at(4) + at(9)
  const minute = at(5) + at(10)
  const second = at(6) + at(11)
  return day <= days[month - 1]! && hour < 24 && minute < 60 && second < 60 && at(7) <= 24 && at(8) < 60
}

function isNumber(text: string): boolean {
  const plain = text.replaceAll('_', '')
  if (INTEGER.test(plain)) {
    const signed = plain[0] === '-' || plain[0] === '+'
    if (!signed || !/[xXbBoO]/.test(plain)) return true
    const size = BigInt(plain.slice(1))
    return size < 1n << 63n || (plain[0] === '-' && size === 1n << 63n)
  }
  return isFinite64(plain)
}

function isFinite64(text: string): boolean {
  return FLOAT.test(text) && Number.isFinite(Number(text))
}
