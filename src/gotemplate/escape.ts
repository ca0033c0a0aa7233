/** html, js and urlquery of Go templates, and kubectl's base64decode. */
import { isPrintable } from '../apimachinery/quote.ts'
import { FunctionError } from './function-error.ts'

const HTML: Record<string, string> = {
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\0': '\ufffd',
}

/** The function html (template.HTMLEscapeString). */
export function htmlEscape(text: string): string {
  return text.replace(/["'&<>\0]/g, c => HTML[c]!)
}

const JS: Record<string, string> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
}

/** The function js (template.JSEscapeString). */
export function jsEscape(text: string): string {
  return [...text]
    .map(c => {
      if (Object.hasOwn(JS, c)) return JS[c]
      return isPrintable(c) || c === '\u007f'
        ? c
        : `\\u${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
    })
    .join('')
}

/** The function urlquery (url.QueryEscape). */
export function queryEscape(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
}

/** Decodes standard base64 with padding; line breaks are skipped. Fails where Go's decoder does, with its position. */
export function base64decode(text: string): string {
  const error = base64Error(text)
  if (error >= 0) throw new FunctionError(`base64 decode failed: illegal base64 data at input byte ${error}`)
  return Buffer.from(text, 'base64').toString()
}

/** The byte at which base64 goes wrong, or -1. */
function base64Error(text: string): number {
  const bytes = Buffer.from(text)
  const skip = (at: number) => {
    let i = at
    while (bytes[i] === 10 || bytes[i] === 13) i++
    return i
  }
  let inQuad = 0
  for (let i = skip(0); i < bytes.length; i = skip(i)) {
    const c = bytes[i++]!
    if (/[A-Za-z0-9+/]/.test(String.fromCharCode(c))) {
      inQuad = (inQuad + 1) % 4
      continue
    }
    if (c !== 61 || inQuad < 2) return i - 1
    i = skip(i)
    if (inQuad === 2) {
      if (i >= bytes.length) return bytes.length
      if (bytes[i] !== 61) return i - 1
      i = skip(i + 1)
    }
    return i < bytes.length ? i : -1
  }
  return inQuad === 0 ? -1 : bytes.length - inQuad
}
