import type { KubeObject } from '../../api/object.ts'
import { getObject, resourcePath } from '../../client/client.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { dryRunFlag, dryRunOf, dryRunQuery } from '../dry-run.ts'
import { CommandError } from '../errors.ts'
import { boolFlag } from '../flags/flag.ts'
import { formatFlags } from '../output.ts'
import { filenameFlags, resolveTargets, selectionOf } from '../resource/builder.ts'
import { type SelectedInfo, selectedInfos } from '../resource/selected.ts'
import { resultPrinter } from '../result.ts'
import { LAST_APPLIED } from './last-applied.ts'
import { lastAppliedPatch } from './last-applied-patch.ts'

export const setLastApplied: CommandDefinition = {
  name: 'set-last-applied',
  summary: 'Set what apply applied last to what a file says',
  usage: '-f FILENAME [options]',
  description: `Makes the annotation in which apply keeps what it applied last say what a file says. Nothing else of the objects changes,
but the next apply takes the file for what was applied.`,
  examples: `  # A file that is as the object is
  kubectl apply set-last-applied -f web.yaml

  # For an object that apply does not know yet
  kubectl apply set-last-applied -f web.yaml --create-annotation`,
  flags: [
    filenameFlags('take')[0]!,
    ...formatFlags,
    dryRunFlag,
    boolFlag('create-annotation', 'Also for objects that have not been applied yet'),
  ],
  async run({ flags, io, session }: Invocation) {
    const dryRun = dryRunOf(flags, io)
    const print = resultPrinter(flags, dryRun, io)
    const client = await session.client()
    const selection = selectionOf([], flags)
    const targets = await resolveTargets(selection, session, io, 'refuse')
    const changes: { info: SelectedInfo; live: KubeObject }[] = []
    for await (const info of selectedInfos(targets, selection, client, { files: 'written' })) {
      if (info instanceof Error) throw info
      const live = await getObject(client, info.resource, info.namespace, info.name)
      const before = live.metadata.annotations?.[LAST_APPLIED]
      if (before === undefined && !flags.bool('create-annotation'))
        throw new CommandError(
          `no last-applied-configuration annotation found on resource: ${info.name}, to create the annotation, run the command with --create-annotation`,
        )
      if (before !== undefined && (await sameContent(before, lastAppliedPatch(info.object).text)))
        io.out(`set-last-applied ${info.name}: no changes required.\n`)
      else changes.push({ info, live })
    }
    const { namespace } = await session.namespace()
    for (const { info, live } of changes) {
      if (dryRun === 'client') {
        print(live, 'configured')
        continue
      }
      const { body, contentType } = lastAppliedPatch(info.object)
      const answer = await client.request({
        method: 'PATCH',
        // kubectl looks in the namespace of the command line, whatever the file says
        path: resourcePath(info.resource, info.resource.namespaced ? namespace : '', info.name),
        query: dryRunQuery(dryRun),
        contentType,
        body,
        userAgent: 'kubectl',
      })
      print(answer.body as KubeObject, 'configured')
    }
  },
}

async function sameContent(before: string, after: string): Promise<boolean> {
  const { strippedText } = await import('../edit/file-text.ts')
  return (await strippedText(before)) === (await strippedText(after))
}
