import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { canonicalizer, comparable } from './canonical.ts'
import { PROGRAM, run, Sandbox } from './program.ts'
import { linesOf, ownWords, parseTranscript } from './transcript.ts'

/** A command and its output, as it was recorded or as it is now. */
export interface Shown {
  command: string
  stdout: string[]
  stderr: string[]
  exit: number
}

/** Runs every command of a transcript on a new cluster; gives those that differ from the recording. */
export async function replay(text: string): Promise<{ recorded: Shown; now: Shown }[]> {
  const transcript = parseTranscript(text)
  using sandbox = new Sandbox()
  const cwd = join(sandbox.folder, 'work')
  const bin = join(sandbox.folder, 'bin')
  for (const folder of [cwd, bin]) mkdirSync(folder)
  for (const [name, body] of Object.entries(transcript.files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true })
    writeFileSync(join(cwd, name), body)
  }
  writeFileSync(join(bin, 'kubectl'), `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`)
  chmodSync(join(bin, 'kubectl'), 0o755)
  const env = { ...sandbox.env, PATH: `${bin}:${process.env.PATH}` }
  const canonical = canonicalizer(ownWords(transcript))
  const differing: { recorded: Shown; now: Shown }[] = []
  for (const step of transcript.steps) {
    const got = await run('bash', ['-c', step.command], { cwd, env })
    const lines = (output: string) => comparable(linesOf(canonical(output)))
    const now = { command: step.command, stdout: lines(got.stdout), stderr: lines(got.stderr), exit: got.exit }
    const { command, exit } = step
    const recorded = { command, stdout: comparable(step.stdout), stderr: comparable(step.stderr), exit }
    if (!step.any && JSON.stringify(recorded) !== JSON.stringify(now)) differing.push({ recorded, now })
  }
  return differing
}
