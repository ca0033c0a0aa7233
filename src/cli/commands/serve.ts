import { ServedCluster } from '../../cluster/served-cluster.ts'
import { serverIdentity } from '../../server/identity.ts'
import { checkKubeconfig, writeKubeconfig } from '../../server/kubeconfig-file.ts'
import { removeServerNote, writeServerNote } from '../../server/server-note.ts'
import { startServer } from '../../server/start.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { CommandError, UsageError } from '../errors.ts'
import { boolFlag, intFlag, stringFlag } from '../flags/flag.ts'
import { statePath } from '../session.ts'

const DEFAULT_PORT = 6443

export const serve: CommandDefinition = {
  name: 'serve',
  summary: 'Serve the cluster over the Kubernetes API',
  usage: '[--port=N] [--host=ADDRESS] [--write-kubeconfig=FILE] [options]',
  description: `Serves the cluster in the state file over the Kubernetes API, for kubectl and every other client, until it is interrupted. Requests
need the server's token, which a kubeconfig that it writes holds; it can also be given as KUBETTE_TOKEN, which shows in no list of processes.`,
  examples: `  # Serve, and let kubectl work on the cluster
  kubette serve --write-kubeconfig ~/.kube/config &
  kubectl get services`,
  flags: [
    intFlag('port', 'The port to listen on; 0 for any that is free', { default: DEFAULT_PORT }),
    stringFlag('host', 'The address to listen on', { default: '127.0.0.1' }),
    stringFlag('write-kubeconfig', 'A kubeconfig file to enter the cluster into'),
    stringFlag('token', 'The token that requests need; a random one where it is not given'),
    boolFlag('no-tls', 'Serve plain HTTP'),
    intFlag('v', 'Log the requests on standard error', { short: 'v', bare: '1' }),
  ],
  run,
}

async function run({ args, flags, io }: Invocation): Promise<void> {
  if (args.length) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`)
  const port = flags.number('port')
  if (port < 0 || port > 65535) throw new CommandError(`--port must be between 0 and 65535, not ${port}`)
  const given = flags.string('token') || io.env.KUBETTE_TOKEN
  // what was typed, a token perhaps, does not stay in the list of processes
  process.title = 'kubette serve'
  const kubeconfig = flags.string('write-kubeconfig')
  if (kubeconfig !== '') checkKubeconfig(kubeconfig)
  const state = statePath(flags, io)
  const cluster = await ServedCluster.open({ path: state })
  try {
    const kept = serverIdentity(state, new Date())
    const identity = given ? { ...kept, token: given } : kept
    const tls = !flags.bool('no-tls')
    const options = { backend: cluster, host: flags.string('host'), port, tls, identity }
    const log = flags.number('v') > 0 ? { log: say } : {}
    const server = await startServer({ ...options, ...log, failed: tellFailure })
    const { url } = server
    const access = { url, token: identity.token, ca: tls ? identity.authority.certificate : '' }
    try {
      const interrupted = interruption()
      // it goes on when nobody reads any more what it says
      for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
      writeServerNote(state, { ...access, pid: process.pid })
      if (kubeconfig !== '') writeKubeconfig(kubeconfig, access)
      process.stdout.write(`serving ${state} at ${url}\n`)
      await interrupted
    } finally {
      removeServerNote(state)
      await server.stop()
    }
  } finally {
    await cluster.close()
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

function tellFailure(error: Error): void {
  say(`error: ${process.env.KUBETTE_DEBUG ? error.stack : error.message}`)
}

/** Kept when the process is asked to end. */
function interruption(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}
