import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { PROGRAM, type Sandbox } from './program.ts'

/** `kubette serve` on the cluster of a sandbox, for a test. */
export class Serving {
  readonly kubeconfig: string
  private process: ChildProcess | undefined
  /** As it said when it began. */
  url = ''

  constructor(private readonly sandbox: Sandbox) {
    this.kubeconfig = join(sandbox.folder, 'kubeconfig')
  }

  /** Starts it, on the port that it had before if it was started already. */
  async start(): Promise<this> {
    const port = this.url === '' ? '0' : new URL(this.url).port
    const args = [PROGRAM, 'serve', '--port', port, '--write-kubeconfig', this.kubeconfig]
    const { folder: cwd, env } = this.sandbox
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    this.process = child
    let [said, errors] = ['', '']
    child.stderr.setEncoding('utf8').on('data', text => {
      errors += text
    })
    await new Promise<void>((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', text => {
        said += text
        if (said.includes('\n')) resolve()
      })
      child.once('exit', code => reject(new Error(`kubette serve ended with ${code}: ${errors}`)))
    })
    this.url = said.trim().split(' ').at(-1)!
    return this
  }

  /** Ends it, by SIGTERM unless told otherwise; gives its exit status. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const child = this.process
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
    const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
    child.kill(signal)
    return ended
  }
}
