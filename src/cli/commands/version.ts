import type { KubeObject } from '../../api/object.ts'
import { CLIENT_VERSION } from '../client-version.ts'
import type { CommandDefinition } from '../command.ts'
import { CommandError, UsageError } from '../errors.ts'
import { boolFlag } from '../flags/flag.ts'
import { outputFlag } from '../output.ts'

const CLIENT = {
  major: '1',
  minor: '36',
  gitVersion: CLIENT_VERSION,
  gitTreeState: 'clean',
  compiler: 'gc',
  platform: `${process.platform}/${process.arch === 'x64' ? 'amd64' : process.arch}`,
}
const KUSTOMIZE = 'v5.8.1'

export const version: CommandDefinition = {
  name: 'version',
  summary: 'Print the versions of client and server',
  usage: '[flags] [options]',
  flags: [boolFlag('client', 'Only the version of the client'), outputFlag],
  async run({ args, flags, io, session }) {
    if (args.length) throw new UsageError(`extra arguments: [${args.join(' ')}]`)
    const output = flags.string('output')
    if (output !== '' && output !== 'yaml' && output !== 'json')
      throw new CommandError(`--output must be 'yaml' or 'json'`)
    const server = flags.bool('client')
      ? undefined
      : ((await (await session.client()).request({ method: 'GET', path: '/version' })).body as { gitVersion: string })
    if (output === '') {
      io.out(`Client Version: ${CLIENT.gitVersion}\nKustomize Version: ${KUSTOMIZE}\n`)
      if (server) io.out(`Server Version: ${server.gitVersion}\n`)
      return
    }
    const versions = {
      clientVersion: CLIENT,
      kustomizeVersion: KUSTOMIZE,
      ...(server ? { serverVersion: server } : {}),
    }
    if (output === 'json') io.out(`${JSON.stringify(versions, undefined, 2)}\n`)
    else io.out((await import('../printers/yaml.ts')).toYaml(versions as unknown as KubeObject))
  },
}
