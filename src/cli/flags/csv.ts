/** A text is no line of CSV; the message is Go's. */
export class CsvError extends Error {}

/** The fields of one line of comma-separated values, as Go's encoding/csv reads them; none for an empty line. Throws CsvError. */
export function csvFields(text: string): string[] {
  if (text === '') return []
  if (!text.includes('"')) return text.split(',')
  const fields: string[] = []
  for (let at = 0; at <= text.length; ) {
    const field = text[at] === '"' ? quotedField(text, at) : plainField(text, at)
    fields.push(field.value)
    at = field.end + 1
  }
  return fields
}

interface Field {
  value: string
  end: number
}

function plainField(text: string, start: number): Field {
  const comma = text.indexOf(',', start)
  const end = comma < 0 ? text.length : comma
  const quote = text.slice(start, end).indexOf('"')
  if (quote >= 0) throw new CsvError(`parse error on line 1, column ${start + quote + 1}: bare " in non-quoted field`)
  return { value: text.slice(start, end), end }
}

function quotedField(text: string, start: number): Field {
  let value = ''
  for (let at = start + 1; ; at++) {
    if (at >= text.length)
      throw new CsvError(`parse error on line 1, column ${text.length + 1}: extraneous or missing " in quoted-field`)
    if (text[at] !== '"') value += text[at]
    else if (text[at + 1] === '"') {
      value += '"'
      at++
    } else if (at + 1 === text.length || text[at + 1] === ',') return { value, end: at + 1 }
    else throw new CsvError(`parse error on line 1, column ${at + 1}: extraneous or missing " in quoted-field`)
  }
}
