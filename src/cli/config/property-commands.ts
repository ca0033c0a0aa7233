import type { CommandDefinition } from '../command.ts'
import { CommandError } from '../errors.ts'
import { boolFlag } from '../flags/flag.ts'
import { changeProperty } from './property.ts'
import { refuseArguments } from './refuse.ts'

export const set: CommandDefinition = {
  name: 'set',
  summary: 'Set a single property of the kubeconfig',
  usage: 'PROPERTY_NAME PROPERTY_VALUE [options]',
  description: `Sets a property that is named by a path with dots, such as contexts.my-context.namespace. Values of certificates and keys are base64
unless --set-raw-bytes is given.`,
  examples: `  # The server of a cluster
  kubectl config set clusters.my-cluster.server https://1.2.3.4`,
  flags: [boolFlag('set-raw-bytes', 'Take the value of a certificate or key as it is')],
  async run(invocation) {
    const { args, flags, io, session } = invocation
    if (args.length !== 2) return refuseArguments(set, invocation)
    const [name, value] = args as [string, string]
    if (value === '') throw new CommandError('you cannot use set to unset a property')
    if (name === '') throw new CommandError('you must specify a property')
    const change = { unset: false, value, rawBytes: flags.bool('set-raw-bytes') } as const
    await session.changeKubeconfig(config => changeProperty(config, name, change))
    io.out(`Property ${JSON.stringify(name)} set.\n`)
  },
}

export const unset: CommandDefinition = {
  name: 'unset',
  summary: 'Unset a single property of the kubeconfig',
  usage: 'PROPERTY_NAME [options]',
  examples: `  # No current context
  kubectl config unset current-context

  # The default namespace for a context
  kubectl config unset contexts.my-context.namespace`,
  async run(invocation) {
    const { args, io, session } = invocation
    if (args.length !== 1) return refuseArguments(unset, invocation)
    const name = args[0]!
    if (name === '') throw new CommandError('you must specify a property')
    await session.changeKubeconfig(config => changeProperty(config, name, { unset: true }))
    io.out(`Property ${JSON.stringify(name)} unset.\n`)
  },
}
