import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { checkServerIdentity, type PeerCertificate } from 'node:tls'
import { PROGRAM, type Sandbox } from './program.ts'

export class Answer {
  constructor(
    readonly code: number,
    readonly headers: IncomingHttpHeaders,
    readonly text: string,
  ) {}

  /** The text as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: it is whatever it is, and the test says what it should be
  get body(): any {
    return JSON.parse(this.text)
  }
}

export interface Ask {
  method?: string
  headers?: Record<string, string>
  body?: unknown
  /** '' for none; the server's own where it is left out. */
  token?: string
}

interface Note {
  url: string
  token: string
  ca: string
  pid: number
}

/** A kubette that serves a sandbox's cluster. */
export class Server {
  stdout = ''
  stderr = ''

  private constructor(
    readonly process: ChildProcess,
    readonly sandbox: Sandbox,
  ) {
    process.stdout!.setEncoding('utf8').on('data', text => {
      this.stdout += text
    })
    process.stderr!.setEncoding('utf8').on('data', text => {
      this.stderr += text
    })
  }

  /** Starts it, and waits until it says where it listens. `before` are commands of a shell that come first. */
  static async start(sandbox: Sandbox, args: readonly string[] = [], before = ''): Promise<Server> {
    const server = Server.launch(sandbox, args, before)
    while (!server.stdout.includes('\n')) {
      if (server.process.exitCode !== null) throw new Error(`serve ended: ${server.stderr}`)
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    return server
  }

  static launch(sandbox: Sandbox, args: readonly string[] = [], before = ''): Server {
    const command = [process.execPath, PROGRAM, 'serve', '--port', '0', ...args]
    const options = {
      cwd: sandbox.folder,
      env: sandbox.env,
      stdio: ['ignore', 'pipe', 'pipe'] as ('ignore' | 'pipe')[],
    }
    const child = before
      ? spawn('bash', ['-c', `${before}; exec "$@"`, 'bash', ...command], options)
      : spawn(command[0]!, command.slice(1), options)
    return new Server(child, sandbox)
  }

  get note(): Note {
    return JSON.parse(readFileSync(`${this.sandbox.state}.server`, 'utf8')) as Note
  }

  get port(): number {
    return Number(new URL(this.note.url).port)
  }

  /** Makes one request on a connection of its own. Fails where the connection does. */
  ask(path: string, { method = 'GET', headers = {}, body, token }: Ask = {}): Promise<Answer> {
    const { url, token: own, ca } = this.note
    const credentials = token === '' ? {} : { Authorization: `Bearer ${token ?? own}` }
    const payload =
      body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
    const type = payload === undefined ? {} : { 'Content-Type': 'application/json' }
    const send = url.startsWith('https') ? httpsRequest : httpRequest
    return new Promise((resolve, reject) => {
      const options = {
        method,
        ca,
        agent: false,
        headers: { ...credentials, ...type, ...headers },
        // whatever host the request is said to be for
        checkServerIdentity: (_: string, certificate: PeerCertificate) => checkServerIdentity('127.0.0.1', certificate),
      }
      const sent = send(`${url}${path}`, options, answer => {
        let text = ''
        answer.setEncoding('utf8').on('data', piece => {
          text += piece
        })
        answer.on('error', reject)
        answer.on('end', () => resolve(new Answer(answer.statusCode!, answer.headers, text)))
      })
      sent.on('error', reject)
      sent.end(payload)
    })
  }

  /** Ends it with a signal and gives its exit status; 128 + 9 where it was killed. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const exit = once(this.process, 'exit')
      this.process.kill(signal)
      await exit
    }
    return this.process.exitCode ?? 137
  }
}
