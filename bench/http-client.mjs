import { connect } from 'node:net'

const HEAD_END = Buffer.from('\r\n\r\n')

/** One keep-alive connection that makes one request after the other, with as little work as can be: what is measured is the server. */
export class Connection {
  constructor(port, token) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.head = `Host: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\nUser-Agent: bench/1\r\nAccept: application/json\r\n`
    this.rest = Buffer.alloc(0)
    this.socket.on('data', piece => this.read(piece))
    this.socket.on('error', error => this.failed?.(error))
    this.socket.on('close', () => this.failed?.(new Error('the connection was closed')))
  }

  /** Keeps its promise with the status code and the body of the answer. */
  request(method, path, body) {
    const payload = body === undefined ? '' : JSON.stringify(body)
    const content =
      body === undefined ? '' : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(payload)}\r\n`
    return new Promise((resolve, reject) => {
      this.answered = resolve
      this.failed = reject
      this.socket.write(`${method} ${path} HTTP/1.1\r\n${this.head}${content}\r\n${payload}`)
    })
  }

  read(piece) {
    this.rest = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece])
    const end = this.rest.indexOf(HEAD_END)
    if (end < 0) return
    const head = this.rest.latin1Slice(0, end)
    const length = Number(/content-length: (\d+)/i.exec(head)[1])
    const from = end + HEAD_END.length
    if (this.rest.length < from + length) return
    const body = this.rest.subarray(from, from + length)
    this.rest = this.rest.subarray(from + length)
    this.answered({ code: Number(head.slice(9, 12)), body })
  }

  close() {
    this.failed = undefined
    this.socket.destroy()
  }
}

/** A watch: calls `onEvent` with each event as it comes. Keeps its promise when it has begun. */
export function watch(port, token, path, onEvent) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\n\r\n`)
  let text = ''
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.setEncoding('latin1').on('data', piece => {
      text += piece
      if (resolve && text.includes('\r\n\r\n')) {
        text = text.slice(text.indexOf('\r\n\r\n') + 4)
        resolve(socket)
      }
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
        const line = text.slice(0, end)
        text = text.slice(end + 1)
        // the other lines are the lengths of chunks
        if (line.startsWith('{')) onEvent(line)
      }
    })
  })
}

/** Calls `step` again and again on each of some connections for a while; gives how often a second, and how long the slowest 1% took (ms). */
export async function load(connections, milliseconds, step) {
  const times = []
  const end = performance.now() + milliseconds
  const started = performance.now()
  await Promise.all(
    connections.map(async connection => {
      for (let now = performance.now(); now < end; now = performance.now()) {
        await step(connection)
        times.push(performance.now() - now)
      }
    }),
  )
  return { perSecond: times.length / ((performance.now() - started) / 1000), p99: percentile(times, 99) }
}

export function percentile(numbers, percent) {
  const sorted = Float64Array.from(numbers).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))]
}
