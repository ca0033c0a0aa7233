import { quote } from '../../apimachinery/quote.ts'
import { StatusError } from '../../apimachinery/status.ts'
import type { Invocation } from '../command.ts'
import type { DryRun } from '../dry-run.ts'
import { AggregateFailure } from '../errors.ts'
import { resultPrinter } from '../result.ts'
import type { PodRules } from './pod-filters.ts'
import { type NodePods, type PodQuery, podsToGo } from './pods-to-go.ts'
import { deletePods, evictPods } from './remove-pods.ts'

/**
 * Makes the pods of a node go and waits until they are gone. Throws AggregateFailure (with what stands in the way, or what failed) and, where pods
 * are deleted rather than evicted, StatusError and CommandError.
 */
export async function drainNode(node: string, dryRun: DryRun, { flags, io, session }: Invocation): Promise<void> {
  const client = await session.client()
  const rules: PodRules = {
    force: flags.bool('force'),
    ignoreDaemonSets: flags.bool('ignore-daemonsets'),
    deleteEmptyDirData: flags.bool('delete-emptydir-data') || flags.bool('delete-local-data'),
    skipWaitForDeleteTimeout: flags.number('skip-wait-for-delete-timeout'),
  }
  const query: PodQuery = { podSelector: flags.string('pod-selector'), chunkSize: flags.number('chunk-size') }
  const { pods, warning, errors } = await look()
  if (errors.length) throw new AggregateFailure(errors)
  if (warning !== '') io.err(`Warning: ${warning}\n`)
  if (dryRun === 'client') {
    for (const { metadata } of pods) io.out(`evicting pod ${metadata.namespace}/${metadata.name} (dry run)\n`)
    return
  }
  const remove = flags.bool('disable-eviction') ? deletePods : evictPods
  try {
    if (pods.length)
      await remove(pods, {
        dryRun,
        gracePeriod: flags.number('grace-period'),
        timeout: flags.number('timeout'),
        skipWaitForDeleteTimeout: rules.skipWaitForDeleteTimeout,
        session,
        io,
        tell: resultPrinter(flags, dryRun, io),
      })
  } catch (error) {
    await tellPending(error as Error)
    throw error
  }

  async function look(): Promise<Omit<NodePods, 'errors'> & { errors: Error[] }> {
    try {
      return await podsToGo(node, query, rules, client)
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      return { pods: [], warning: '', errors: [error] }
    }
  }

  async function tellPending(error: Error): Promise<void> {
    const left = await look()
    if (left.pods.length) {
      io.err(`There are pending pods in node ${quote(node)} when an error occurred: ${error.message}\n`)
      for (const { metadata } of left.pods) io.err(`pod/${metadata.name}\n`)
    }
    if (left.errors.length)
      io.err(
        `Following errors occurred while getting the list of pods to delete:\n${new AggregateFailure(left.errors).message}`,
      )
  }
}
