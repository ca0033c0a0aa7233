import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { main, ProcessIo } from '../../../src/cli/main.ts'

class CapturedIo extends ProcessIo {
  stdout = ''
  stderr = ''
  constructor(
    override readonly env: Record<string, string | undefined>,
    override readonly cwd: string,
    private readonly input: string,
  ) {
    super()
  }
  override out(text: string): void {
    this.stdout += text
  }
  override err(text: string): void {
    this.stderr += text
  }
  override readInput(): Buffer {
    return Buffer.from(this.input)
  }
  override readWord(): string {
    return this.input.trimStart().split(/\s/)[0]!
  }
  override release(): void {}
}

export interface Ran {
  stdout: string
  stderr: string
  exit: number
}

/** A cluster of its own in a folder of its own, worked on with command lines. */
export class CommandLine {
  readonly folder = mkdtempSync(join(tmpdir(), 'kubette-test-'))
  /** Beside those of this process. */
  env: Record<string, string> = {}

  /** Writes a file that commands may name. */
  file(name: string, content: string): this {
    writeFileSync(join(this.folder, name), content)
    return this
  }

  async run(argv: readonly string[], input = ''): Promise<Ran> {
    return this.runIn(this.folder, argv, input)
  }

  /** Runs a command line in a folder. */
  async runIn(folder: string, argv: readonly string[], input = ''): Promise<Ran> {
    const env = { ...process.env, KUBETTE_STATE: join(this.folder, 'cluster.json'), ...this.env }
    const io = new CapturedIo(env, folder, input)
    const exit = await main(argv, io)
    return { stdout: io.stdout, stderr: io.stderr, exit }
  }

  /** Runs what must work; returns what it prints. */
  async ok(...argv: string[]): Promise<string> {
    const { stdout, stderr, exit } = await this.run(argv)
    if (exit !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`)
    return stdout
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
