import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { systemErrorText } from '../../storage/errors.ts'
import { StateDocument } from '../../storage/state-document.ts'
import type { CommandDefinition } from '../command.ts'
import { CommandError, UsageError } from '../errors.ts'
import { boolFlag } from '../flags/flag.ts'
import { statePath } from '../session.ts'

const info: CommandDefinition = {
  name: 'info',
  summary: 'Tell where the cluster lies and what is in it',
  usage: '[options]',
  async run({ args, flags, io, session }) {
    if (args.length) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`)
    const { cluster } = await session.local()
    const counts = await cluster.counts()
    const { clusterTable } = await import('../tables/cluster-table.ts')
    io.out(clusterTable({ path: statePath(flags, io), ...counts }))
  },
}

const reset: CommandDefinition = {
  name: 'reset',
  summary: 'Throw the cluster away and start with a new one',
  usage: '[--yes] [options]',
  flags: [boolFlag('yes', 'Do not ask', { short: 'y' })],
  async run({ args, flags, io, session }) {
    if (args.length) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`)
    if (!flags.bool('yes') && process.stdin.isTTY)
      throw new CommandError(`this deletes everything in ${statePath(flags, io)}; say --yes to do it`)
    const { cluster } = await session.unserved()
    await cluster.replace(StateDocument.empty())
    io.out('cluster reset\n')
  },
}

const exportCommand: CommandDefinition = {
  name: 'export',
  summary: 'Write the whole cluster to a file',
  usage: 'FILE [options]',
  description: 'Writes the whole cluster to a file (- is standard output) that `cluster import` reads.',
  async run({ args, io, session }) {
    const file = onlyFile(args)
    const { cluster } = await session.local()
    const bytes = (await cluster.document()).toBytes()
    if (file === '-') return io.out(bytes.toString())
    try {
      writeFileSync(resolve(io.cwd, file), bytes, { mode: 0o600 })
    } catch (error) {
      throw new CommandError(`unable to write ${file}: ${systemErrorText(error)}`)
    }
    io.out(`cluster exported to ${file}\n`)
  },
}

const importCommand: CommandDefinition = {
  name: 'import',
  summary: 'Replace the cluster by one from a file',
  usage: 'FILE [options]',
  description: 'Replaces the whole cluster by one that `cluster export` wrote (- is standard input).',
  async run({ args, io, session }) {
    const file = onlyFile(args)
    let bytes: Buffer
    try {
      bytes = file === '-' ? io.readInput() : readFileSync(resolve(io.cwd, file))
    } catch (error) {
      throw new CommandError(`unable to read ${file}: ${systemErrorText(error)}`)
    }
    const document = StateDocument.parse(bytes, file === '-' ? 'STDIN' : file)
    document.checkAll()
    const { cluster } = await session.unserved()
    await cluster.replace(document)
    io.out(`cluster imported from ${file}\n`)
  },
}

function onlyFile(args: readonly string[]): string {
  if (args.length !== 1) throw new UsageError(`exactly one FILE is required, got ${args.length}`)
  return args[0]!
}

export const cluster: CommandDefinition = {
  name: 'cluster',
  summary: 'Look at, reset, export or import the cluster in the state file',
  usage: 'SUBCOMMAND [options]',
  subcommands: [info, reset, exportCommand, importCommand],
}
