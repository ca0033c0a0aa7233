import type { CommandDefinition } from '../command.ts'
import { CommandError, UsageError } from '../errors.ts'
import { boolFlag, stringFlag, stringSliceFlag } from '../flags/flag.ts'
import { withEntry, withoutEntry } from '../kubeconfig.ts'
import { readCredentials, withCredentials } from './credentials.ts'
import { refuseArguments, showHelp } from './refuse.ts'

export const getUsers: CommandDefinition = {
  name: 'get-users',
  summary: 'List the users of the kubeconfig',
  usage: '[flags] [options]',
  async run({ io, session }) {
    const { users } = await session.startingKubeconfig()
    io.out(`NAME\n${users.map(u => `${u.name}\n`).join('')}`)
  },
}

export const setCredentials: CommandDefinition = {
  name: 'set-credentials',
  summary: 'Add a user or change one',
  usage:
    'NAME [--client-certificate=path/to/certfile] [--client-key=path/to/keyfile] [--token=bearer_token] [--username=basic_user] [--password=basic_password] [--auth-provider=provider_name] [--auth-provider-arg=key=value] [--exec-command=exec_command] [--exec-api-version=exec_api_version] [--exec-arg=arg] [--exec-env=key=value] [options]',
  description: 'Adds a user to the kubeconfig or changes fields of one.',
  flags: [
    stringFlag('client-certificate', 'Path of the certificate of the user'),
    stringFlag('client-key', 'Path of the key of the certificate'),
    boolFlag('embed-certs', 'Keep certificate and key themselves instead of their paths'),
    stringFlag('token', 'Bearer token'),
    stringFlag('username', 'Name for basic authentication'),
    stringFlag('password', 'Password for basic authentication'),
    stringFlag('auth-provider', 'Authentication provider'),
    stringSliceFlag('auth-provider-arg', 'Setting of the provider, as KEY=VALUE; KEY- removes it'),
    stringFlag('exec-command', 'Command that gets credentials'),
    stringFlag('exec-api-version', 'API version that the command speaks'),
    stringSliceFlag('exec-arg', 'Argument of the command'),
    stringSliceFlag('exec-env', 'Environment variable of the command, as KEY=VALUE; KEY- removes it'),
    stringFlag('exec-interactive-mode', 'Whether the command may ask: Never, IfAvailable or Always'),
    boolFlag('exec-provide-cluster-info', 'Whether the command is told of the cluster'),
  ],
  async run(invocation) {
    const { args, flags, io, session } = invocation
    if (args.length !== 1) return refuseArguments(setCredentials, invocation, 'unexpected args')
    const given = readCredentials(flags)
    if (given instanceof CommandError) {
      await showHelp(setCredentials, invocation)
      throw given
    }
    const name = args[0]!
    if (name === '') throw new CommandError('you must specify a non-empty user name')
    await session.changeKubeconfig(config => {
      const before = config.users.find(u => u.name === name)
      const user = withCredentials(before?.user ?? {}, given, flags, io)
      return { ...config, users: withEntry(config.users, { ...before, name, user }) }
    })
    io.out(`User ${JSON.stringify(name)} set.\n`)
  },
}

export const deleteUser: CommandDefinition = {
  name: 'delete-user',
  summary: 'Delete a user from the kubeconfig',
  usage: 'NAME [options]',
  async run({ args, io, session }) {
    if (args.length !== 1) throw new UsageError('user to delete is required')
    const name = args[0]!
    const file = await session.kubeconfigPath()
    await session.changeKubeconfig(config => {
      if (!config.users.some(u => u.name === name)) throw new CommandError(`cannot delete user ${name}, not in ${file}`)
      return { ...config, users: withoutEntry(config.users, name) }
    })
    io.out(`deleted user ${name} from ${file}\n`)
  },
}
