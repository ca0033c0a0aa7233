import type { CommandDefinition, Invocation } from '../command.ts'
import { dryRunOf } from '../dry-run.ts'
import { parseAnnotations, refuseAnnotationOverwrite, refuseSetAndRemoved } from '../label/annotation-pairs.ts'
import {
  type MetadataTarget,
  metadataFlags,
  metadataSelection,
  patchMetadata,
  printMetadataMap,
  refuseListWithOutput,
  visitMetadata,
} from '../label/metadata-command.ts'
import { withMetadataMap } from '../label/metadata-map.ts'
import { splitArguments } from '../label/pairs.ts'
import { recorded } from '../record.ts'
import { withoutResourceVersion } from '../resource/create-object.ts'
import { resultPrinter } from '../result.ts'

export const annotate: CommandDefinition = {
  name: 'annotate',
  summary: 'Change the annotations of an object',
  usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version] [options]',
  description: `Sets annotations (KEY=VALUE) and removes them (KEY-). An annotation that has another value already is only changed with
--overwrite. Unlike labels, annotations hold any text, and nothing is selected by them.`,
  examples: `  # Set an annotation
  kubectl annotate service web description='the shop'

  # Tell why a deployment was changed
  kubectl annotate deployment web kubernetes.io/change-cause='nginx 1.27'

  # Remove an annotation from all services
  kubectl annotate services --all description-`,
  flags: metadataFlags('annotation'),
  async run(invocation: Invocation) {
    const { args, flags, io } = invocation
    const dryRun = dryRunOf(flags, io)
    const print = resultPrinter(flags, dryRun, io)
    refuseListWithOutput(flags)
    const { resources, pairs } = splitArguments(args, 'annotation')
    const change = parseAnnotations(pairs)
    const selection = metadataSelection(resources, flags, dryRun, change, { what: 'annotation', file: 'rsrc' })
    refuseSetAndRemoved(change)
    const version = flags.string('resource-version')
    const list = flags.bool('list')
    await visitMetadata(invocation, selection, annotateOne)

    async function annotateOne({ object, info }: MetadataTarget, single: boolean): Promise<void> {
      const before = version === '' ? object : withoutResourceVersion(object)
      if (!flags.bool('overwrite')) refuseAnnotationOverwrite(before.metadata.annotations ?? {}, change)
      const changed = withMetadataMap(before, 'annotations', change, version)
      const sent = info && dryRun !== 'client' && !list ? info : undefined
      const after = sent ? recorded(changed, 'annotate', invocation) : changed
      const result = sent ? await patchMetadata(sent, before, after, invocation, dryRun) : after
      if (list) printMetadataMap(result, 'annotations', single, io)
      else print(result, 'annotated')
    }
  },
}
