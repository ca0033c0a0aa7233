import { spawn } from 'node:child_process'
import { PROGRAM, type Sandbox } from './program.ts'

/** Runs kubette and kills it after some milliseconds, unless it has ended before; gives what it had said by then. */
export function runAndKill(
  sandbox: Sandbox,
  args: readonly string[],
  after: number,
): Promise<{ stdout: string; killed: boolean }> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: sandbox.folder,
      env: sandbox.env,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let stdout = ''
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), after)
    child.on('error', failed)
    child.on('close', (_, signal) => {
      clearTimeout(timer)
      done({ stdout, killed: signal === 'SIGKILL' })
    })
  })
}
