import type { Node } from '../../api/types.gen.ts'
import { quote } from '../../apimachinery/quote.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { resourcePath } from '../../client/client.ts'
import type { Invocation } from '../command.ts'
import { type DryRun, dryRunOf, dryRunQuery } from '../dry-run.ts'
import { CommandError, UsageError } from '../errors.ts'
import { resolveTargets, selectionOf } from '../resource/builder.ts'
import { type SelectedInfo, selectedInfos } from '../resource/selected.ts'
import { resultPrinter } from '../result.ts'

/**
 * The nodes that a command names, or that its selector takes. Throws UsageError where it does neither or both, CommandError for objects
 * that are no nodes, StatusError for the first node that cannot be read.
 */
export async function nodesOf(command: string, { args, flags, io, session }: Invocation): Promise<SelectedInfo[]> {
  if (args.length === 0 && !flags.changed('selector')) throw new UsageError(`USAGE: ${command} NODE [flags]`)
  const given = selectionOf([], flags)
  if (args.length && given.labelSelector !== '')
    throw new UsageError('error: cannot specify both a node name and a --selector option')
  const bySelector = given.labelSelector !== ''
  const names = args.map(name => (name.includes('/') ? name : `nodes/${name}`))
  const selection = { ...given, args: bySelector ? ['nodes'] : names }
  const targets = await resolveTargets(selection, session, io, 'refuse')
  if (targets.by === 'name' && new Set(targets.infos.map(info => info.resource)).size > 1)
    throw new CommandError('you may only specify a single resource type')
  const nodes: SelectedInfo[] = []
  for await (const info of selectedInfos(targets, selection, await session.client(), { files: 'live' })) {
    if (info instanceof Error) throw info
    const { group, version, resource } = info.resource
    if (group !== '' || resource !== 'nodes')
      throw new CommandError(
        `error: expected resource of type node, got ${quote(`${group}/${version}, Resource=${resource}`)}`,
      )
    nodes.push(info)
  }
  return nodes
}

/** Makes nodes unschedulable, or schedulable again, and tells so. What fails is only told of, as by kubectl. */
export async function setUnschedulable(
  nodes: readonly SelectedInfo[],
  unschedulable: boolean,
  dryRun: DryRun,
  { flags, io, session }: Invocation,
): Promise<void> {
  const verb = unschedulable ? 'cordon' : 'uncordon'
  const client = await session.client()
  const print = resultPrinter(flags, dryRun, io)
  for (const { resource, name, object } of nodes) {
    if (((object as Node).spec?.unschedulable ?? false) === unschedulable) {
      print(object, `already ${verb}ed`)
      continue
    }
    try {
      if (dryRun !== 'client')
        await client.request({
          method: 'PATCH',
          path: resourcePath(resource, '', name),
          query: dryRunQuery(dryRun),
          contentType: 'application/strategic-merge-patch+json',
          body: { spec: { unschedulable: unschedulable ? true : null } },
          userAgent: 'kubectl',
        })
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      io.err(`error: unable to ${verb} node ${quote(name)}: ${error.message}\n`)
      continue
    }
    print(object, `${verb}ed`)
  }
}

/** `kubectl cordon` and `kubectl uncordon`. */
export async function runCordon(command: 'cordon' | 'uncordon', invocation: Invocation): Promise<void> {
  const nodes = await nodesOf(command, invocation)
  await setUnschedulable(nodes, command === 'cordon', dryRunOf(invocation.flags, invocation.io), invocation)
}
