import { createReadStream, readdirSync, type Stats, statSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'

const TYPES = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.htm', 'text/html; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.json', 'application/json'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.jpg', 'image/jpeg'],
  ['.jpeg', 'image/jpeg'],
  ['.gif', 'image/gif'],
  ['.ico', 'image/x-icon'],
  ['.wasm', 'application/wasm'],
  ['.txt', 'text/plain; charset=utf-8'],
])

/** Answers with a file of a folder; for a folder with its index.html or what is in it. `path` is that of a URL below the folder's. */
export function serveFile(folder: string, path: string, response: ServerResponse): void {
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    return notFound(response)
  }
  if (decoded.includes('\0')) return notFound(response)
  // a path that leads out of the folder leads to its root
  const file = join(folder, normalize(`/${decoded}`))
  const found = statOf(file)
  if (!found) return notFound(response)
  if (!found.isDirectory()) return send(file, found, response)
  if (!decoded.endsWith('/') && decoded !== '') {
    response.writeHead(301, { Location: `${path.slice(path.lastIndexOf('/') + 1)}/` }).end()
    return
  }
  const index = statOf(join(file, 'index.html'))
  if (index?.isFile()) return send(join(file, 'index.html'), index, response)
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(listing(file))
}

function listing(folder: string): string {
  const links = readdirSync(folder, { withFileTypes: true })
    .map(entry => `${entry.name}${entry.isDirectory() ? '/' : ''}`)
    .sort()
    .map(name => `<a href="${encodeURI(`./${name}`)}">${escaped(name)}</a>\n`)
  return `<!doctype html>\n<meta name="viewport" content="width=device-width">\n<pre>\n${links.join('')}</pre>\n`
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`)

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

function send(file: string, { size }: Stats, response: ServerResponse): void {
  const content = createReadStream(file)
  content.once('open', () => {
    const type = TYPES.get(extname(file).toLowerCase()) ?? 'application/octet-stream'
    response.writeHead(200, { 'Content-Type': type, 'Content-Length': size })
    content.pipe(response)
  })
  content.once('error', () => (response.headersSent ? response.destroy() : notFound(response)))
}

/** As Go's http.NotFound. */
export function notFound(response: ServerResponse): void {
  sendLine(response, 404, '404 page not found')
}

/** A line of text, as Go's http.Error writes it. */
export function sendLine(response: ServerResponse, code: number, line: string): void {
  response
    .writeHead(code, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' })
    .end(`${line}\n`)
}
