import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** The program as it is installed; `npm test` builds what it loads. */
export const PROGRAM = resolve('bin/kubette.js')

export interface Result {
  stdout: string
  stderr: string
  /** The exit status; 128 + 9 where it was killed. */
  exit: number
}

export interface RunOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
  input?: string | Buffer
  /** Milliseconds after which it is killed. */
  timeout?: number
  uid?: number
}

/** Runs a program to its end. */
export function run(file: string, args: readonly string[], options: RunOptions = {}): Promise<Result> {
  const { input, timeout = 60_000, ...rest } = options
  return new Promise((done, failed) => {
    const child = spawn(file, args, { ...rest, stdio: ['pipe', 'pipe', 'pipe'], detached: true })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text
    })
    // a program that does not read its input is no failure
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    const timer = setTimeout(() => {
      stderr += '(timed out)\n'
      process.kill(-child.pid!, 'SIGKILL')
    }, timeout)
    child.on('error', failed)
    child.on('close', exit => {
      clearTimeout(timer)
      done({ stdout, stderr, exit: exit ?? 137 })
    })
  })
}

/** A folder of its own with a cluster in it that nobody else uses. */
export class Sandbox {
  readonly folder = mkdtempSync(join(tmpdir(), 'kubette-e2e-'))
  readonly state = join(this.folder, 'state', 'cluster.json')
  readonly env: NodeJS.ProcessEnv = environment(this.folder, this.state)

  /** Runs kubette in the folder. */
  kubette(args: readonly string[], options: RunOptions = {}): Promise<Result> {
    const env = { ...this.env, ...options.env }
    return run(process.execPath, [PROGRAM, ...args], { cwd: this.folder, ...options, env })
  }

  /** Runs kubette and gives what it prints; fails where it fails. */
  async ok(args: readonly string[], options: RunOptions = {}): Promise<string> {
    const { stdout, stderr, exit } = await this.kubette(args, options)
    if (exit !== 0) throw new Error(`kubette ${args.join(' ')}: exit status ${exit}\n${stderr}`)
    return stdout
  }

  [Symbol.dispose](): void {
    this.remove()
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** The environment of a person without any configuration. */
export function environment(home: string, state: string): NodeJS.ProcessEnv {
  const { KUBECONFIG: _, KUBETTE_DEBUG: __, FORCE_COLOR: ___, ...env } = process.env
  return { ...env, HOME: home, KUBETTE_STATE: state, NO_COLOR: '1', TZ: 'UTC' }
}
