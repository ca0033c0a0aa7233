import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PEAK_MEMORY = fileURLToPath(new URL('./peak-memory.cjs', import.meta.url))

/** The middle one of some numbers. */
export function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
}

/** Runs whole processes of one Node and of kubette on it, and takes their time. */
export class Machine {
  constructor({ node, program, folder }) {
    this.node = node
    this.program = program
    this.folder = folder
    this.state = join(folder, 'cluster.json')
    this.env = { ...process.env, KUBETTE_STATE: this.state, HOME: folder, NO_COLOR: '1' }
    delete this.env.KUBECONFIG
  }

  /** Milliseconds that a process of Node takes. Throws an Error where it fails. */
  time(args, env = this.env) {
    const started = performance.now()
    const result = spawnSync(this.node, args, { cwd: this.folder, env, stdio: ['ignore', 'ignore', 'pipe'] })
    const time = performance.now() - started
    if (result.status !== 0) throw new Error(`${args.join(' ')}: exit status ${result.status}\n${result.stderr}`)
    return time
  }

  kubette(args) {
    return this.time([this.program, ...args])
  }

  /** The most memory (MB) that a command has at once; measured by itself, because measuring takes time. */
  peakMemory(args) {
    const file = join(this.folder, 'peak-memory')
    this.time(['--require', PEAK_MEMORY, this.program, ...args], { ...this.env, BENCH_PEAK_MEMORY: file })
    return Number(readFileSync(file, 'utf8')) / 1024
  }

  /**
   * The medians of several runs: of the command, and of a Node that does nothing, which takes turns with it. `prepare` makes
   * the state before each run.
   */
  measure({ args, prepare, runs }) {
    const times = []
    const idle = []
    for (let i = 0; i < runs; i++) {
      prepare()
      idle.push(this.time(['-e', '0']))
      times.push(this.kubette(args))
    }
    prepare()
    const memory = this.peakMemory(args)
    const [ms, base] = [median(times), median(idle)]
    return { ms, base, ratio: ms / base, memory }
  }
}
