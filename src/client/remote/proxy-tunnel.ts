import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect, type Socket } from 'node:net'

/** A connection to `host`:`port` through a proxy: http://, https:// (CONNECT) or socks5://. Rejects with what Go would say. */
export function openTunnel(proxy: URL, host: string, port: number): Promise<Socket> {
  return proxy.protocol.startsWith('socks5') ? throughSocks(proxy, host, port) : throughConnect(proxy, host, port)
}

function throughConnect(proxy: URL, host: string, port: number): Promise<Socket> {
  const target = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const credentials = proxyCredentials(proxy)
  return new Promise((resolve, reject) => {
    const request = (proxy.protocol === 'https:' ? httpsRequest : httpRequest)(proxy, {
      method: 'CONNECT',
      path: target,
      agent: false,
      headers: { host: target, ...(credentials ? { 'Proxy-Authorization': credentials } : {}) },
    })
    request.once('connect', (answer, socket: Socket) => {
      if (answer.statusCode === 200) return resolve(socket)
      socket.destroy()
      reject(new Error(answer.statusMessage || `proxy answered ${answer.statusCode}`))
    })
    request.once('error', error => reject(Object.assign(error, { message: `proxyconnect tcp: ${error.message}` })))
    request.end()
  })
}

/** "Basic …" of the user name and the password in a proxy's URL. */
export function proxyCredentials({ username, password }: URL): string | undefined {
  if (username === '') return undefined
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return `Basic ${Buffer.from(pair).toString('base64')}`
}

/** SOCKS version 5 (RFC 1928), with a user name and password (RFC 1929) where the URL has them. */
async function throughSocks(proxy: URL, host: string, port: number): Promise<Socket> {
  const socket = connect(Number(proxy.port || 1080), proxy.hostname)
  const failed = (why: string) => new Error(`socks connect tcp ${proxy.host}->${host}:${port}: ${why}`)
  try {
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    const named = proxy.username !== ''
    socket.write(Buffer.from(named ? [5, 2, 0, 2] : [5, 1, 0]))
    const method = (await read(socket, 2))[1]
    if (method === 2) {
      const [user, password] = [proxy.username, proxy.password].map(text => Buffer.from(decodeURIComponent(text)))
      socket.write(Buffer.concat([Buffer.from([1, user!.length]), user!, Buffer.from([password!.length]), password!]))
      if ((await read(socket, 2))[1] !== 0) throw failed('username/password authentication failed')
    } else if (method !== 0) throw failed('no acceptable authentication methods')
    const name = Buffer.from(host)
    socket.write(Buffer.concat([Buffer.from([5, 1, 0, 3, name.length]), name, Buffer.from([port >> 8, port & 255])]))
    const [, code, , kind] = await read(socket, 4)
    if (code !== 0) throw failed(`unknown error code: ${code}`)
    const length = kind === 1 ? 4 : kind === 4 ? 16 : (await read(socket, 1))[0]!
    await read(socket, length + 2)
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  }
}

async function read(socket: Socket, count: number): Promise<Buffer> {
  for (;;) {
    const bytes = socket.read(count) as Buffer | null
    if (bytes) return bytes
    await new Promise<void>((resolve, reject) => {
      const done = (error?: Error) => {
        for (const event of ['readable', 'end', 'error'] as const) socket.removeListener(event, listeners[event])
        if (error) reject(error)
        else resolve()
      }
      const listeners = { readable: () => done(), end: () => done(new Error('EOF')), error: done }
      for (const event of ['readable', 'end', 'error'] as const) socket.on(event, listeners[event])
    })
  }
}
