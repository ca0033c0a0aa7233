import { resolve } from 'node:path'
import type { CommandDefinition } from '../command.ts'
import { CommandError } from '../errors.ts'
import { boolFlag, stringFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import type { Io } from '../io.ts'
import { type KubeconfigCluster, withEntry, withoutEntry } from '../kubeconfig.ts'
import { readEmbedded } from './embedded-file.ts'
import { refuseArguments, showHelp } from './refuse.ts'

export const getClusters: CommandDefinition = {
  name: 'get-clusters',
  summary: 'List the clusters of the kubeconfig',
  usage: '[flags] [options]',
  async run({ io, session }) {
    const { clusters } = await session.startingKubeconfig()
    io.out(`NAME\n${clusters.map(c => `${c.name}\n`).join('')}`)
  },
}

export const setCluster: CommandDefinition = {
  name: 'set-cluster',
  summary: 'Add a cluster or change one',
  usage:
    'NAME [--server=server] [--certificate-authority=path/to/certificate/authority] [--insecure-skip-tls-verify=true] [--tls-server-name=example.com] [options]',
  description: 'Adds a cluster to the kubeconfig or changes fields of one.',
  flags: [
    stringFlag('server', 'Address of the API server', { short: 's' }),
    stringFlag('tls-server-name', 'The name to check the certificate of the server for'),
    boolFlag('insecure-skip-tls-verify', 'Do not check the certificate of the server'),
    stringFlag('certificate-authority', 'Path of the certificates of the authority'),
    boolFlag('embed-certs', 'Keep the certificates themselves instead of their path'),
    stringFlag('proxy-url', 'The proxy for requests to the cluster'),
  ],
  async run(invocation) {
    const { args, flags, io, session } = invocation
    if (args.length !== 1) return refuseArguments(setCluster, invocation)
    const name = args[0]!
    if (name === '') throw new CommandError('you must specify a non-empty cluster name')
    if (flags.bool('insecure-skip-tls-verify') && flags.string('certificate-authority') !== '')
      throw new CommandError('you cannot specify a certificate authority and insecure mode at the same time')
    await session.changeKubeconfig(config => {
      const before = config.clusters.find(c => c.name === name)
      const cluster = changed(before?.cluster ?? {}, flags, io)
      return { ...config, clusters: withEntry(config.clusters, { ...before, name, cluster }) }
    })
    io.out(`Cluster ${JSON.stringify(name)} set.\n`)
  },
}

/** A server makes the TLS name of another one void, insecure mode the authority, and an authority insecure mode. */
function changed(before: KubeconfigCluster, flags: FlagValues, io: Io): KubeconfigCluster {
  const cluster = { ...before }
  const authority = flags.string('certificate-authority')
  const embed = flags.bool('embed-certs')
  if (embed && authority === '') throw new CommandError('you must specify a --certificate-authority to embed')
  if (flags.changed('server')) {
    cluster.server = flags.string('server')
    delete cluster['tls-server-name']
  }
  if (flags.changed('tls-server-name')) cluster['tls-server-name'] = flags.string('tls-server-name')
  if (flags.changed('insecure-skip-tls-verify')) {
    cluster['insecure-skip-tls-verify'] = flags.bool('insecure-skip-tls-verify')
    if (cluster['insecure-skip-tls-verify']) dropAuthority()
  }
  if (authority !== '') {
    dropAuthority()
    delete cluster['insecure-skip-tls-verify']
    if (embed) cluster['certificate-authority-data'] = readEmbedded('certificate-authority', authority, io)
    else cluster['certificate-authority'] = resolve(io.cwd, authority)
  } else if (flags.changed('certificate-authority')) delete cluster['certificate-authority']
  if (flags.changed('proxy-url')) cluster['proxy-url'] = flags.string('proxy-url')
  return cluster

  function dropAuthority(): void {
    delete cluster['certificate-authority']
    delete cluster['certificate-authority-data']
  }
}

export const deleteCluster: CommandDefinition = {
  name: 'delete-cluster',
  summary: 'Delete a cluster from the kubeconfig',
  usage: 'NAME [options]',
  async run(invocation) {
    const { args, io, session } = invocation
    if (args.length !== 1) return showHelp(deleteCluster, invocation)
    const name = args[0]!
    const file = await session.kubeconfigPath()
    await session.changeKubeconfig(config => {
      if (!config.clusters.some(c => c.name === name))
        throw new CommandError(`cannot delete cluster ${name}, not in ${file}`)
      return { ...config, clusters: withoutEntry(config.clusters, name) }
    })
    io.out(`deleted cluster ${name} from ${file}\n`)
  },
}
