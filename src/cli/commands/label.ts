import { quote } from '../../apimachinery/quote.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { dryRunOf } from '../dry-run.ts'
import { parseLabels, refuseLabelOverwrite } from '../label/label-pairs.ts'
import {
  type MetadataTarget,
  metadataFlags,
  metadataSelection,
  patchMetadata,
  printMetadataMap,
  refuseListWithOutput,
  visitMetadata,
} from '../label/metadata-command.ts'
import { labelOperation, withMetadataMap } from '../label/metadata-map.ts'
import { splitArguments } from '../label/pairs.ts'
import { recorded } from '../record.ts'
import { withoutResourceVersion } from '../resource/create-object.ts'
import { resultPrinter } from '../result.ts'

export const label: CommandDefinition = {
  name: 'label',
  summary: 'Change the labels of an object',
  usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version] [options]',
  description: `Sets labels (KEY=VALUE) and removes them (KEY-). A label that has another value already is only changed with --overwrite.
Keys and values are letters, digits, "-", "_" and ".", at most 63 of them; a DNS name and "/" may stand before a key.`,
  examples: `  # Set a label
  kubectl label pod web tier=front

  # Replace it
  kubectl label pod web tier=back --overwrite

  # Remove it from all pods
  kubectl label pods --all tier-

  # List the labels of a node
  kubectl label node worker --list`,
  flags: metadataFlags('label'),
  async run(invocation: Invocation) {
    const { args, flags, io } = invocation
    const dryRun = dryRunOf(flags, io)
    const { resources, pairs } = splitArguments(args, 'label')
    const change = parseLabels(pairs)
    refuseListWithOutput(flags)
    const selection = metadataSelection(resources, flags, dryRun, change, { what: 'label', file: 'pod' })
    const version = flags.string('resource-version')
    const overwrite = flags.bool('overwrite')
    const list = flags.bool('list')
    await visitMetadata(invocation, selection, labelOne)

    async function labelOne({ object, info }: MetadataTarget, single: boolean): Promise<void> {
      const before = version === '' ? object : withoutResourceVersion(object)
      const labels = before.metadata.labels ?? {}
      const sent = info && dryRun !== 'client' && !list ? info : undefined
      if (sent)
        for (const key of change.remove) if (!Object.hasOwn(labels, key)) io.out(`label ${quote(key)} not found.\n`)
      if (!overwrite) refuseLabelOverwrite(labels, change)
      const changed = withMetadataMap(before, 'labels', change, version)
      const after = sent ? recorded(changed, 'label', invocation) : changed
      if (sent) await patchMetadata(sent, before, after, invocation, dryRun)
      if (list) printMetadataMap(after, 'labels', single, io)
      // kubectl shows what it sent, and makes a new printer for each object
      else resultPrinter(flags, dryRun, io)(after, labelOperation(before, after, overwrite))
    }
  },
}
