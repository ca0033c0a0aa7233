import type { FlagValues } from '../flags/values.ts'
import type { Kubeconfig } from '../kubeconfig.ts'

/** The address of the API server: that of --server, else of the cluster that the flags or the current context name. */
export function serverAddress(config: Kubeconfig, flags: FlagValues): string {
  const given = flags.string('server')
  if (given !== '') return given.includes('://') ? given : `http://${given}`
  const context = flags.string('context') || config['current-context']
  const cluster = flags.string('cluster') || config.contexts.find(c => c.name === context)?.context.cluster
  return config.clusters.find(c => c.name === cluster)?.cluster.server ?? 'http://localhost:8080'
}
