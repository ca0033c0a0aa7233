import { config as definition } from '../../../src/cli/commands/config.ts'
import { globalFlags } from '../../../src/cli/flags/global.ts'
import { parseFlags } from '../../../src/cli/flags/parse.ts'
import type { Io } from '../../../src/cli/io.ts'
import { defaultKubeconfig, type Kubeconfig } from '../../../src/cli/kubeconfig.ts'
import type { Session } from '../../../src/cli/session.ts'

/** A kubeconfig in memory, on which `run` runs the subcommands of config. */
export class ConfigRunner {
  kubeconfig: Kubeconfig = defaultKubeconfig()
  out = ''
  err = ''

  /** Runs "use-context x"; what it printed is in `out` and `err`. Throws what the command throws. */
  async run(line: string): Promise<void> {
    const [name, ...rest] = line.split(' ')
    const command = definition.subcommands!.find(c => c.name === name || c.aliases?.includes(name!))!
    this.out = ''
    this.err = ''
    const io = {
      env: { KUBETTE_STATE: '/state.json' },
      cwd: '/work',
      out: (text: string) => {
        this.out += text
      },
      err: (text: string) => {
        this.err += text
      },
    } as Partial<Io> as Io
    const session = {
      startingKubeconfig: async () => this.kubeconfig,
      kubeconfigPath: async () => '/state.json',
      changeKubeconfig: async (change: (config: Kubeconfig) => Kubeconfig) => {
        this.kubeconfig = change(this.kubeconfig)
      },
    } as Partial<Session> as Session
    const parsed = parseFlags(rest, [...globalFlags, ...(command.flags ?? [])])
    await command.run!({ ...parsed, io, session })
  }
}
